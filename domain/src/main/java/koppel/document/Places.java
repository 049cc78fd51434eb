package koppel.document;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** So many at a time, the others in the order in which they came; who waits too long is sent away. Whoever has a place takes no second of the same. */
public final class Places {

    /** Less than what a client waits for an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Semaphore free;
    private final Duration patience;

    public Places(int many) {
        this(many, PATIENCE);
    }

    Places(int many, Duration patience) {
        this.free = new Semaphore(many, true);
        this.patience = patience;
    }

    /**
     * Does some work in one of the places.
     *
     * @throws RulesBusy if none becomes free in time
     */
    public <T> T take(Supplier<T> work) {
        try {
            if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RulesBusy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RulesBusy();
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    /** How many wait for a place, about. */
    int waiting() {
        return free.getQueueLength();
    }
}
