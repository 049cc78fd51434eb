package koppel.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import koppel.organisation.PartyId;

/**
 * What an invoice or credit note says of itself at its top: enough to know whose it is, whether it was here before, and how it shows
 * in a list. Texts have their blanks normalised.
 *
 * @param kind by the root element
 * @param customizationId the specification it follows, BT-24
 * @param profileId the business process, BT-23
 * @param number as the supplier gave it, BT-1
 * @param issueDate BT-2
 * @param supplier electronic address of the seller, BT-34
 * @param supplierName the seller's registered name, BT-27, else the trading name
 * @param customer electronic address of the buyer, BT-49
 * @param customerName the buyer's registered name, BT-44, else the trading name
 * @param payable amount due for payment, BT-115, in the document's currency, BT-5
 * @param dueDate BT-9, if there is one
 */
public record InvoiceHead(
        DocumentKind kind,
        String customizationId,
        String profileId,
        String number,
        LocalDate issueDate,
        PartyId supplier,
        String supplierName,
        PartyId customer,
        String customerName,
        Amount payable,
        Optional<LocalDate> dueDate) {

    /** Longest number, in characters. */
    public static final int MAX_NUMBER = 200;

    /** Longest other text, in characters. */
    public static final int MAX_TEXT = 500;

    public InvoiceHead {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(customizationId);
        Objects.requireNonNull(profileId);
        Objects.requireNonNull(number);
        Objects.requireNonNull(issueDate);
        Objects.requireNonNull(supplier);
        Objects.requireNonNull(supplierName);
        Objects.requireNonNull(customer);
        Objects.requireNonNull(customerName);
        Objects.requireNonNull(payable);
        Objects.requireNonNull(dueDate);
    }

    /** Whether both are of one invoice, as those name it who send and receive it. */
    boolean namesTheSameAs(InvoiceHead other) {
        return kind == other.kind
                && number.equals(other.number)
                && issueDate.equals(other.issueDate)
                && supplier.equals(other.supplier)
                && customer.equals(other.customer);
    }

    /** Amount due for payment. */
    public BigDecimal payableAmount() {
        return payable.value();
    }

    /** The document's currency, ISO 4217. */
    public String currency() {
        return payable.currency();
    }
}
