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

    private final InvoiceReader reader = new InvoiceReader();
    private final Organisations organisations;
    private final Intake intake;

    @Inject
    public SendingInvoice(Organisations organisations, Intake intake) {
        this.organisations = organisations;
        this.intake = intake;
    }

    /** What became of it. Only {@link Sent} stored anything. */
    public sealed interface Outcome {

        record Sent(DocumentId id) implements Outcome {}

        /** The idempotency key was used before. */
        record SentBefore(DocumentId first) implements Outcome {}

        record Unreadable(ReadInvoice.Refused refused) implements Outcome {}

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
        ReadInvoice read = reader.read(content);
        if (read instanceof ReadInvoice.Refused refused) {
            return new Outcome.Unreadable(refused);
        }
        InvoiceHead head = ((ReadInvoice.Read) read).head();
        if (!sender.has(head.supplier())) {
            return new Outcome.ForeignSupplier();
        }
        if (receiver.isPresent() && !receiver.get().equals(head.customer())) {
            return new Outcome.OtherReceiver();
        }
        Optional<Organisation> receiving = organisations.ofParty(head.customer());
        if (receiving.isEmpty()) {
            return new Outcome.UnknownReceiver();
        }
        try {
            return new Outcome.Sent(intake.send(holder, sender, receiving.get(), head, content, idempotencyKey));
        } catch (Intake.SentBefore before) {
            return new Outcome.SentBefore(before.first);
        }
    }
}
