package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import koppel.connection.KeyHolder;
import koppel.organisation.Organisation;
import koppel.organisation.Organisations;
import koppel.organisation.PartyId;

/** A software package sends an invoice of an organisation that its keys serve. */
@Singleton
public class SendingInvoice {

    private final Organisations organisations;
    private final Documents documents;
    private final CheckingInvoice checking;
    private final Intake intake;
    private final RecentReceivers receivers;

    @Inject
    SendingInvoice(
            Organisations organisations,
            Documents documents,
            CheckingInvoice checking,
            Intake intake,
            RecentReceivers receivers) {
        this.organisations = organisations;
        this.documents = documents;
        this.checking = checking;
        this.intake = intake;
        this.receivers = receivers;
    }

    /** What became of it. Only {@link Sent} stored anything. */
    public sealed interface Outcome {

        record Sent(DocumentId id) implements Outcome {}

        /** The idempotency key was used before, by this connection or by one that it follows. */
        record SentBefore(DocumentId first) implements Outcome {}

        /** The rules of the day forbid it, or it could not even be read. */
        record Invalid(Verdict verdict) implements Outcome {}

        /** The supplier's endpoint is not the sending organisation's. */
        record ForeignSupplier() implements Outcome {}

        /** The buyer's endpoint is not the receiver that the request named. */
        record OtherReceiver() implements Outcome {}

        /** No organisation is reachable under the buyer's endpoint. */
        record UnknownReceiver() implements Outcome {}

        /** The package does not send. */
        record NotPermitted() implements Outcome {}
    }

    /**
     * Checks outside of any transaction, then stores in one.
     *
     * @param receiver whom the request names, if it does
     * @param idempotencyKey what the sender calls this message; a repeat is answered with the first document's id
     */
    public Outcome send(
            KeyHolder holder,
            Organisation sender,
            Content content,
            Optional<PartyId> receiver,
            Optional<String> idempotencyKey) {
        if (!holder.softwarePackage().directions().send()) {
            return new Outcome.NotPermitted();
        }
        // a repeat may be of a document that today's rules would refuse; the unique index decides where two come at
        // once
        Optional<DocumentId> first =
                idempotencyKey.flatMap(key -> documents.sentBefore(sender.id(), holder.connection(), key));
        if (first.isPresent()) {
            return new Outcome.SentBefore(first.get());
        }
        ReadInvoice read = checking.read(content);
        if (read instanceof ReadInvoice.Refused refused) {
            return new Outcome.Invalid(checking.explain(refused, content));
        }
        InvoiceHead head = ((ReadInvoice.Read) read).head();
        if (!sender.has(head.supplier())) {
            return new Outcome.ForeignSupplier();
        }
        if (receiver.isPresent() && !receiver.get().equals(head.customer())) {
            return new Outcome.OtherReceiver();
        }
        Optional<Organisation> recent = receivers.of(head.customer());
        Optional<Organisation> receiving = recent.or(() -> organisations.ofParty(head.customer()));
        if (receiving.isEmpty()) {
            return new Outcome.UnknownReceiver();
        }
        Verdict verdict = checking.judge(head, content);
        if (!verdict.valid()) {
            return new Outcome.Invalid(verdict);
        }
        Outgoing outgoing = new Outgoing(holder, sender, receiving.get(), head, verdict, content, idempotencyKey);
        Optional<DocumentId> entered = intake.sendDirectly(outgoing);
        if (entered.isPresent()) {
            if (recent.isEmpty()) {
                receivers.remember(head.customer(), outgoing.receiver());
            }
            return new Outcome.Sent(entered.get());
        }
        return sendTheLongWay(outgoing);
    }

    /** What was known of the receiver may be why it did not enter directly, and is looked up once more. */
    private Outcome sendTheLongWay(Outgoing outgoing) {
        PartyId party = outgoing.head().customer();
        receivers.forget(party);
        Optional<Organisation> found = organisations.ofParty(party);
        if (found.isEmpty()) {
            return new Outcome.UnknownReceiver();
        }
        try {
            return new Outcome.Sent(intake.send(outgoing.to(found.get())));
        } catch (Intake.SentBefore before) {
            return new Outcome.SentBefore(before.first);
        }
    }
}
