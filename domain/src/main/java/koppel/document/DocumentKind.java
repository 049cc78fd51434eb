package koppel.document;

import java.util.Arrays;
import java.util.Optional;

/** What a document is. Its root element alone decides that, not the type code inside it. */
public enum DocumentKind {
    INVOICE("Invoice"),
    CREDIT_NOTE("CreditNote");

    private final String root;

    DocumentKind(String root) {
        this.root = root;
    }

    /** Local name of the root element of UBL 2.1. */
    public String root() {
        return root;
    }

    /** Namespace of the root element of UBL 2.1. */
    public String namespace() {
        return "urn:oasis:names:specification:ubl:schema:xsd:" + root + "-2";
    }

    /** The kind of a document that starts with this element; none if it is neither invoice nor credit note. */
    static Optional<DocumentKind> of(String namespace, String localName) {
        return Arrays.stream(values())
                .filter(kind -> kind.root.equals(localName) && kind.namespace().equals(namespace))
                .findFirst();
    }
}
