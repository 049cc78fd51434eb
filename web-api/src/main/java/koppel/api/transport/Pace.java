package koppel.api.transport;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the other end of a connection may still be waited for. What is waited is taken off, and what comes or goes adds to it, so that
 * in the long run it moves at least {@link #LEAST_PER_SECOND} bytes in a second of waiting. Only waiting counts: while we work, nobody
 * is late.
 */
final class Pace {

    static final long LEAST_PER_SECOND = 16 * 1024;

    /** For whatever is small. */
    static final Duration AT_FIRST = Duration.ofSeconds(10);

    /** However much has moved already. */
    static final Duration AT_MOST = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private long left = AT_FIRST.toNanos();
    private long since;

    Pace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    static Pace real() {
        return new Pace(System::nanoTime);
    }

    /** From now on the other end is waited for. */
    void waits() {
        since = nanos.getAsLong();
    }

    /** So many bytes have moved since. */
    void moved(long bytes) {
        long earned = bytes * Duration.ofSeconds(1).toNanos() / LEAST_PER_SECOND;
        left = Math.min(AT_MOST.toNanos(), left - (nanos.getAsLong() - since) + earned);
    }

    boolean isTooSlow() {
        return left < 0;
    }

    /** Whether it will be too slow if nothing more moves: while the other end is waited for. */
    boolean isOverdrawn() {
        return left < nanos.getAsLong() - since;
    }
}
