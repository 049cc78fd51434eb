package koppel.api.problem;

import java.time.Duration;

/** The field of RFC 9110, section 10.2.3, in its form of seconds. */
public final class RetryAfter {

    private RetryAfter() {}

    /** Rounded up, so that whoever comes back after so many seconds is not too early; at least 1. */
    public static long seconds(Duration left) {
        return Math.max(1, left.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
