package koppel.document;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * So many at a time, the others in the order in which they came; who waits too long is sent away, and who comes when many wait soon, since
 * whoever waits keeps a thread from those who want no place. Whoever has a place takes no second of the same.
 */
public final class Places {

    /** Less than what a client waits for an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of those who come when many wait. */
    static final Duration PATIENCE_IN_A_CROWD = Duration.ofSeconds(1);

    private static final int CROWD_FOR_EACH_PLACE = 4;

    private final Semaphore free;
    private final int crowd;
    private final Duration patience;

    public Places(int many) {
        this(many, PATIENCE);
    }

    Places(int many, Duration patience) {
        this.free = new Semaphore(many, true);
        this.crowd = many * CROWD_FOR_EACH_PLACE;
        this.patience = patience;
    }

    /**
     * Does some work in one of the places.
     *
     * @throws RulesBusy if none becomes free in time
     */
    public <T> T take(Supplier<T> work) {
        try {
            if (!free.tryAcquire(patience().toNanos(), TimeUnit.NANOSECONDS)) {
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

    private Duration patience() {
        boolean crowded = waiting() >= crowd && patience.compareTo(PATIENCE_IN_A_CROWD) > 0;
        return crowded ? PATIENCE_IN_A_CROWD : patience;
    }

    /** How many wait for a place, about. */
    int waiting() {
        return free.getQueueLength();
    }
}
