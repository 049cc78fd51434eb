package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import koppel.connection.KeyHolder;
import koppel.connection.StillValidKeys.Serving;
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

        /** The idempotency key was used before: by this connection, or for the same invoice by one that it follows. */
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

    /** Who sends: keys, and the organisation that the request names. */
    public interface Sender {

        /**
         * What they were within the last minute.
         *
         * @param named with which party id the request names the organisation
         */
        record Recent(PartyId named, Serving asItWas) {}

        /** Empty says nothing about them. */
        Optional<Recent> recent();

        /**
         * What they are now, or were when this was first asked. What it throws is what to answer when the keys are not valid or serve no such
         * organisation.
         */
        Serving confirmed();

        /** The same, asked in any case. */
        Serving confirmedAnew();
    }

    /** What stands against it, or what is to be stored. */
    private sealed interface Checked {

        record Refused(Outcome why) implements Checked {}

        record Accepted(Outgoing outgoing) implements Checked {}
    }

    /**
     * Checks outside of any transaction, then stores in one. It begins with what was known of the sender within the last minute: storing asks
     * whether it still is so, and before anything else is answered, so does this.
     *
     * @param receiver whom the request names, if it does
     * @param idempotencyKey what the sender calls this message; a repeat is answered with the first document's id
     */
    public Outcome send(Sender sender, Content content, Optional<PartyId> receiver, Optional<String> idempotencyKey) {
        Optional<Sender.Recent> recent = sender.recent();
        Optional<Checked> before = recent.map(known -> checkRecent(sender, known, content, receiver, idempotencyKey));
        // storing asks about the supplier's party id and no other
        Optional<Outgoing> tried = before.flatMap(SendingInvoice::outgoing)
                .filter(outgoing -> recent.get().named().equals(outgoing.head().supplier()));
        Optional<DocumentId> entered = tried.flatMap(this::sendDirectly);
        if (entered.isPresent()) {
            return new Outcome.Sent(entered.get());
        }
        Serving confirmed = sender.confirmed();
        Checked checked = before.filter(same -> recent.get().asItWas().equals(confirmed))
                .orElseGet(() -> check(confirmed, content, receiver, idempotencyKey));
        if (checked instanceof Checked.Refused refused) {
            return refused.why();
        }
        Outgoing outgoing = ((Checked.Accepted) checked).outgoing();
        try {
            return tried.filter(outgoing::equals).isPresent() ? sendTheLongWay(outgoing) : send(outgoing);
        } catch (Intake.KeysEnded meanwhile) {
            return check(sender.confirmedAnew(), content, receiver, idempotencyKey) instanceof Checked.Refused why
                    ? why.why()
                    : refuse(meanwhile);
        }
    }

    /** What kept it from being stored is over already: only the sender can know whether it is to be sent again. */
    private static Outcome refuse(Intake.KeysEnded meanwhile) {
        throw meanwhile;
    }

    private Checked checkRecent(
            Sender sender,
            Sender.Recent recent,
            Content content,
            Optional<PartyId> receiver,
            Optional<String> idempotencyKey) {
        try {
            return check(recent.asItWas(), content, receiver, idempotencyKey);
        } catch (RulesBusy busy) {
            sender.confirmed();
            throw busy;
        }
    }

    private static Optional<Outgoing> outgoing(Checked checked) {
        return checked instanceof Checked.Accepted accepted ? Optional.of(accepted.outgoing()) : Optional.empty();
    }

    private Checked check(
            Serving serving, Content content, Optional<PartyId> receiver, Optional<String> idempotencyKey) {
        KeyHolder holder = serving.holder();
        Organisation sender = serving.organisation();
        if (!holder.softwarePackage().directions().send()) {
            return new Checked.Refused(new Outcome.NotPermitted());
        }
        // a repeat may be of a document that today's rules would refuse; the unique index decides where two come at
        // once
        List<Document> before = idempotencyKey
                .map(key -> documents.sentBefore(sender.id(), holder.connection(), key))
                .orElse(List.of());
        Optional<Document> own =
                before.stream().filter(one -> one.isSentBy(holder.connection())).findFirst();
        if (own.isPresent()) {
            return new Checked.Refused(new Outcome.SentBefore(own.get().id()));
        }
        ReadInvoice read = checking.read(content);
        if (read instanceof ReadInvoice.Refused refused) {
            return new Checked.Refused(new Outcome.Invalid(checking.explain(refused, content)));
        }
        InvoiceHead head = ((ReadInvoice.Read) read).head();
        Optional<Document> same =
                before.stream().filter(one -> one.head().namesTheSameAs(head)).findFirst();
        if (same.isPresent()) {
            return new Checked.Refused(new Outcome.SentBefore(same.get().id()));
        }
        if (!sender.has(head.supplier())) {
            return new Checked.Refused(new Outcome.ForeignSupplier());
        }
        if (receiver.isPresent() && !receiver.get().equals(head.customer())) {
            return new Checked.Refused(new Outcome.OtherReceiver());
        }
        Optional<Organisation> receiving =
                receivers.of(head.customer()).or(() -> organisations.ofParty(head.customer()));
        if (receiving.isEmpty()) {
            return new Checked.Refused(new Outcome.UnknownReceiver());
        }
        Verdict verdict = checking.judge(head, content);
        if (!verdict.valid()) {
            return new Checked.Refused(new Outcome.Invalid(verdict));
        }
        return new Checked.Accepted(
                new Outgoing(holder, sender, receiving.get(), head, verdict, content, idempotencyKey));
    }

    private Outcome send(Outgoing outgoing) {
        Optional<DocumentId> entered = sendDirectly(outgoing);
        return entered.isPresent() ? new Outcome.Sent(entered.get()) : sendTheLongWay(outgoing);
    }

    private Optional<DocumentId> sendDirectly(Outgoing outgoing) {
        Optional<DocumentId> entered = intake.sendDirectly(outgoing);
        PartyId customer = outgoing.head().customer();
        if (entered.isPresent() && receivers.of(customer).isEmpty()) {
            receivers.remember(customer, outgoing.receiver());
        }
        return entered;
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
