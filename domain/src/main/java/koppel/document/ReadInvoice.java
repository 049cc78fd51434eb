package koppel.document;

import java.util.List;

/** What came of reading a document's head. */
public sealed interface ReadInvoice {

    /** It is a well-formed invoice or credit note, and its head is whole. */
    record Read(InvoiceHead head) implements ReadInvoice {}

    /**
     * It can't be taken as it is.
     *
     * @param problems why, at least one: the first thing that stopped the reading, or else everything that is wrong with the head
     * @param known the facts that are beyond doubt all the same
     */
    record Refused(List<Problem> problems, PartialHead known) implements ReadInvoice {

        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal has a reason");
            }
        }

        static Refused unread(Problem problem) {
            return new Refused(List.of(problem), PartialHead.NOTHING);
        }

        /** The reason of the first problem. */
        public Reason reason() {
            return problems.get(0).reason();
        }

        /** Whether it was read to its end and is XML, so that a validator may have it. */
        public boolean wellFormed() {
            return reason().wellFormed();
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param location path of the element as in XPath, with the usual prefixes; empty where the trouble isn't with one element
     * @param text one sentence that is safe to show: nothing of the document is in it
     * @param line from 1, 0 if unknown
     * @param column from 1, 0 if unknown
     */
    record Problem(Reason reason, String location, String text, int line, int column) {}

    /** Why a document was refused. */
    enum Reason {
        EMPTY(false),
        NOT_XML(false),
        DTD_NOT_ALLOWED(false),
        TOO_DEEP(false),
        /** More elements, attributes or namespaces than an invoice has use for, or an endless start tag. */
        TOO_COMPLEX(false),
        WRONG_ROOT(true),
        MISSING_CUSTOMIZATION_ID(true),
        MISSING_PROFILE_ID(true),
        MISSING_NUMBER(true),
        MISSING_ISSUE_DATE(true),
        MISSING_SUPPLIER_ENDPOINT(true),
        MISSING_SUPPLIER_NAME(true),
        MISSING_CUSTOMER_ENDPOINT(true),
        MISSING_CUSTOMER_NAME(true),
        MISSING_CURRENCY(true),
        MISSING_PAYABLE_AMOUNT(true),
        MALFORMED_FIELD(true),
        /** An element that there may be one of is there more than once, so that readers could disagree on which one counts. */
        REPEATED_FIELD(true);

        private final boolean wellFormed;

        Reason(boolean wellFormed) {
            this.wellFormed = wellFormed;
        }

        boolean wellFormed() {
            return wellFormed;
        }
    }
}
