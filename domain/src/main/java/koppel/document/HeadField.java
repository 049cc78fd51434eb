package koppel.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import koppel.document.ReadInvoice.Reason;

/** The elements of UBL that make up an {@link InvoiceHead}, each with its path below the root. */
enum HeadField {
    CUSTOMIZATION_ID("cbc:CustomizationID", Reason.MISSING_CUSTOMIZATION_ID),
    PROFILE_ID("cbc:ProfileID", Reason.MISSING_PROFILE_ID),
    NUMBER("cbc:ID", Reason.MISSING_NUMBER),
    ISSUE_DATE("cbc:IssueDate", Reason.MISSING_ISSUE_DATE),
    SUPPLIER_ENDPOINT("cac:AccountingSupplierParty/cac:Party/cbc:EndpointID", Reason.MISSING_SUPPLIER_ENDPOINT),
    // UBL lets a party have several names, so the first counts
    SUPPLIER_REGISTERED_NAME(
            "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
            Reason.MISSING_SUPPLIER_NAME),
    SUPPLIER_TRADING_NAME("cac:AccountingSupplierParty/cac:Party/cac:PartyName/cbc:Name", Reason.MISSING_SUPPLIER_NAME),
    CUSTOMER_ENDPOINT("cac:AccountingCustomerParty/cac:Party/cbc:EndpointID", Reason.MISSING_CUSTOMER_ENDPOINT),
    CUSTOMER_REGISTERED_NAME(
            "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
            Reason.MISSING_CUSTOMER_NAME),
    CUSTOMER_TRADING_NAME("cac:AccountingCustomerParty/cac:Party/cac:PartyName/cbc:Name", Reason.MISSING_CUSTOMER_NAME),
    CURRENCY("cbc:DocumentCurrencyCode", Reason.MISSING_CURRENCY),
    PAYABLE_AMOUNT("cac:LegalMonetaryTotal/cbc:PayableAmount", Reason.MISSING_PAYABLE_AMOUNT),
    DUE_DATE("cbc:DueDate", null),
    // a credit note of UBL 2.1 has no due date of its own
    PAYMENT_DUE_DATE("cac:PaymentMeans/cbc:PaymentDueDate", null);

    private final String path;
    private final Reason missing;

    HeadField(String path, Reason missing) {
        this.path = path;
        this.missing = missing;
    }

    String location(DocumentKind kind) {
        return "/" + kind.root() + "/" + path;
    }

    /** Null for a field that may be missing. */
    Reason missing() {
        return missing;
    }

    /** The last part of the path, for messages. */
    String element() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean mayRepeat() {
        return switch (this) {
            case SUPPLIER_REGISTERED_NAME,
                    SUPPLIER_TRADING_NAME,
                    CUSTOMER_REGISTERED_NAME,
                    CUSTOMER_TRADING_NAME,
                    DUE_DATE,
                    PAYMENT_DUE_DATE -> true;
            default -> false;
        };
    }

    /** One step on the way from the root to the fields. */
    static final class Step {

        /** What the children of the root lead to. */
        static final Step ROOT = new Step("");

        static {
            for (HeadField field : values()) {
                Step step = ROOT;
                for (String part : List.of(field.path.split("/"))) {
                    String prefix = part.substring(0, 3);
                    step = step.children.computeIfAbsent(part.substring(4), name -> new Step(NAMESPACES.get(prefix)));
                }
                step.field = field;
            }
        }

        private final String namespace;
        private final Map<String, Step> children = new HashMap<>();
        private HeadField field;

        private Step(String namespace) {
            this.namespace = namespace;
        }

        /** The step that a child element of this one makes; null if it leads nowhere. */
        Step to(String childNamespace, String localName) {
            Step child = children.get(localName);
            return child != null && child.namespace.equals(childNamespace) ? child : null;
        }

        /** The field that is reached here; null on the way. */
        HeadField field() {
            return field;
        }
    }

    private static final Map<String, String> NAMESPACES = Map.of(
            "cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
            "cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2");
}
