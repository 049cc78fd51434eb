package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;
import koppel.organisation.Organisation;
import koppel.organisation.Organisations;
import koppel.organisation.PartyId;

/** A Peppol access point hands in what somebody sent to an organisation of this installation. */
@Singleton
public class ReceivingFromNetwork {

    private final AccessPoints accessPoints;
    private final Peppers peppers;
    private final Organisations organisations;
    private final CheckingInvoice checking;
    private final Intake intake;

    @Inject
    public ReceivingFromNetwork(
            AccessPoints accessPoints,
            Peppers peppers,
            Organisations organisations,
            CheckingInvoice checking,
            Intake intake) {
        this.accessPoints = accessPoints;
        this.peppers = peppers;
        this.organisations = organisations;
        this.checking = checking;
        this.intake = intake;
    }

    /** What became of it. Only {@link Received} stored anything. */
    public sealed interface Outcome {

        record Received(Document document) implements Outcome {}

        /** This access point handed in this message before. */
        record Repeated(DocumentId first) implements Outcome {}

        /** Whose it is can't be told. */
        record Unreadable(Verdict verdict) implements Outcome {}

        /** The buyer's endpoint is not the receiver that the envelope names. */
        record OtherReceiver() implements Outcome {}

        /** No organisation is reachable under the buyer's endpoint. */
        record UnknownReceiver() implements Outcome {}
    }

    /** The access point with these credentials, unless they are wrong or revoked. */
    @Transactional
    public Optional<AccessPoint> authenticate(String clientId, String secret) {
        Optional<Secret> given = Secret.tryParse(secret);
        Optional<AccessPoint> found = AppKey.tryParse(clientId)
                .flatMap(accessPoints::byClientId)
                .filter(one -> given.isPresent()
                        && peppers.verify(one.secret(), one.clientId(), given.get())
                        && one.revokedOn().isEmpty());
        found.filter(accessPoint -> !peppers.isCurrent(accessPoint.secret()))
                .ifPresent(accessPoint -> accessPoints.rehash(
                        accessPoint.clientId(), peppers.hash(accessPoint.clientId(), given.orElseThrow())));
        return found;
    }

    /**
     * Checks outside of any transaction, then stores in one. What breaks rules is kept and flagged: its sender can't be asked for another.
     *
     * @param messageId what the network calls the transport message
     * @param receiver whom the envelope names, if it is given
     */
    public Outcome receive(AccessPoint from, String messageId, Optional<PartyId> receiver, Content content) {
        ReadInvoice read = checking.read(content);
        if (read instanceof ReadInvoice.Refused refused) {
            return new Outcome.Unreadable(checking.explain(refused, content));
        }
        InvoiceHead head = ((ReadInvoice.Read) read).head();
        if (receiver.isPresent() && !receiver.get().equals(head.customer())) {
            return new Outcome.OtherReceiver();
        }
        Optional<Organisation> receiving = organisations.ofParty(head.customer());
        if (receiving.isEmpty()) {
            return new Outcome.UnknownReceiver();
        }
        try {
            return new Outcome.Received(intake.transported(
                    from.id(), messageId, receiving.get(), head, checking.judge(head, content), content));
        } catch (Intake.SentBefore before) {
            return new Outcome.Repeated(before.first);
        }
    }
}
