package koppel.document;

import koppel.shared.DomainException;

/** More bytes came in than a document may have. */
public final class ContentTooLarge extends DomainException {

    private static final long serialVersionUID = 1L;

    private final long limit;

    ContentTooLarge(long limit) {
        super("content-too-large", "A document has at most " + limit + " bytes.");
        this.limit = limit;
    }

    /** The largest size in bytes that would have been taken. */
    public long limit() {
        return limit;
    }
}
