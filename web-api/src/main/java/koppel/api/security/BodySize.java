package koppel.api.security;

import koppel.document.SpooledContent;

/** How many bytes the body of a request may have. Only documents may be large: whatever else comes is read as a whole into memory. */
public enum BodySize {
    /** With what multipart puts around it. */
    DOCUMENT(SpooledContent.LIMIT + 64 * 1024, "A document has at most 24 MB."),
    JSON(1024 * 1024, "A JSON request has at most 1 MB."),
    /** Anybody can send it, and many at once. */
    WITHOUT_CREDENTIALS(64 * 1024, "A request without credentials has at most 64 KB."),
    /** Anybody can send it too, and each of its bytes may be a parameter. */
    FORM(16 * 1024, "A request for a token has at most 16 KB.");

    private final long most;
    private final String words;

    BodySize(long most, String words) {
        this.most = most;
        this.words = words;
    }

    long most() {
        return most;
    }

    /** What whoever sends more is told. */
    String words() {
        return words;
    }
}
