package koppel.api.connect;

import java.util.Locale;

/** Every error of the token endpoint, as RFC 6749 names it (section 5.2), with its status. The table in the errors' document follows this. */
public enum TokenError {
    INVALID_REQUEST(400),
    UNSUPPORTED_GRANT_TYPE(400),
    INVALID_SCOPE(400),
    INVALID_GRANT(400),
    INVALID_CLIENT(401),
    /** Of section 4.1.2.1, which alone has a word for it. */
    TEMPORARILY_UNAVAILABLE(429);

    private final int status;

    TokenError(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** What stands in the answer. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
