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

    private final InvoiceReader reader = new InvoiceReader();
    private final Memberships memberships;
    private final Intake intake;

    @Inject
    public ReceivingInvoice(Memberships memberships, Intake intake) {
        this.memberships = memberships;
        this.intake = intake;
    }

    /** What became of it. Only {@link Received} stored anything. */
    public sealed interface Outcome {

        record Received(Document document) implements Outcome {}

        record Unreadable(ReadInvoice.Refused refused) implements Outcome {}

        /** The buyer's endpoint is not this organisation's. */
        record ForeignCustomer() implements Outcome {}
    }

    /** @throws koppel.shared.NotFound also when the person is no member of the organisation */
    public Outcome upload(Actor actor, UUID organisationId, Content content) {
        Organisation organisation = memberships.asAdministrator(actor, organisationId);
        ReadInvoice read = reader.read(content);
        if (read instanceof ReadInvoice.Refused refused) {
            return new Outcome.Unreadable(refused);
        }
        InvoiceHead head = ((ReadInvoice.Read) read).head();
        if (!organisation.has(head.customer())) {
            return new Outcome.ForeignCustomer();
        }
        return new Outcome.Received(intake.upload(actor, organisation, head, content));
    }
}
