package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.UUID;
import koppel.organisation.Memberships;
import koppel.organisation.Organisation;
import koppel.user.Actor;

/** A person uploads an invoice that reached the organisation on another way. */
@Singleton
public class ReceivingInvoice {

    private final Memberships memberships;
    private final CheckingInvoice checking;
    private final Intake intake;

    @Inject
    public ReceivingInvoice(Memberships memberships, CheckingInvoice checking, Intake intake) {
        this.memberships = memberships;
        this.checking = checking;
        this.intake = intake;
    }

    /** What became of it. Only {@link Received} stored anything. */
    public sealed interface Outcome {

        record Received(Document document) implements Outcome {}

        /** It is no invoice that could be kept: whose it is can't be told. */
        record Unreadable(Verdict verdict) implements Outcome {}

        /** The buyer's endpoint is not this organisation's. */
        record ForeignCustomer() implements Outcome {}
    }

    /** @throws koppel.shared.NotFound also when the person is no member of the organisation */
    public Outcome upload(Actor actor, UUID organisationId, Content content) {
        Organisation organisation = memberships.asAdministrator(actor, organisationId);
        ReadInvoice read = checking.read(content);
        if (read instanceof ReadInvoice.Refused refused) {
            return new Outcome.Unreadable(checking.explain(refused, content));
        }
        InvoiceHead head = ((ReadInvoice.Read) read).head();
        if (!organisation.has(head.customer())) {
            return new Outcome.ForeignCustomer();
        }
        return new Outcome.Received(intake.upload(actor, organisation, head, checking.judge(head, content), content));
    }
}
