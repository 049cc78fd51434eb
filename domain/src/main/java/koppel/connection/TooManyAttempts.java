package koppel.connection;

import java.time.Duration;
import koppel.shared.DomainException;

/** Something was tried in vain too often; it may be tried again later. */
public final class TooManyAttempts extends DomainException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public TooManyAttempts(Duration retryAfter) {
        super("too-many-requests", "Too many attempts have failed; wait and try again.");
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
