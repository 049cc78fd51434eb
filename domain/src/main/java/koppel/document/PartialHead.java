package koppel.document;

import java.time.LocalDate;
import java.util.Optional;
import koppel.organisation.PartyId;

/**
 * What could be read of an {@link InvoiceHead} that isn't whole. A document that comes in from the network is kept even when it is
 * not right, and these facts tell for whom.
 *
 * @param kind empty if the root element is that of another document
 */
public record PartialHead(
        Optional<DocumentKind> kind,
        Optional<String> customizationId,
        Optional<String> profileId,
        Optional<String> number,
        Optional<LocalDate> issueDate,
        Optional<PartyId> supplier,
        Optional<String> supplierName,
        Optional<PartyId> customer,
        Optional<String> customerName,
        Optional<Amount> payable,
        Optional<LocalDate> dueDate) {

    /** Nothing could be read at all. */
    static final PartialHead NOTHING = new PartialHead(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** The whole head, when nothing but the due date is missing. */
    InvoiceHead whole() {
        return new InvoiceHead(
                kind.orElseThrow(),
                customizationId.orElseThrow(),
                profileId.orElseThrow(),
                number.orElseThrow(),
                issueDate.orElseThrow(),
                supplier.orElseThrow(),
                supplierName.orElseThrow(),
                customer.orElseThrow(),
                customerName.orElseThrow(),
                payable.orElseThrow(),
                dueDate);
    }
}
