package koppel.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import koppel.batchrun.RunEnded;
import koppel.shared.Outages;

/**
 * Does a chunk of items as a whole, which is cheap, and each by itself if that fails, so that one bad item stops no other.
 *
 * <p>A database that is away makes no item bad. What failed for that is tried again, for as long as the pool may give connections that it has
 * not tried since the database was restarted. An item that loses its connection each time all the same may be what ends it, so it counts as
 * failed if that can be put on record, and unless the next one fares no better. Nor is an item bad that somebody holds: it is left to a later
 * run.
 */
@Singleton
public class WholeOrSingly {

    private static final Logger LOG = System.getLogger(WholeOrSingly.class.getName());

    /** With pauses of which each is twice as long as the one before they take twelve seconds; the pool's connections are tried each ten. */
    private static final int ATTEMPTS = 7;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final Outages outages;
    private final Duration firstPause;

    @Inject
    public WholeOrSingly(Outages outages) {
        this(outages, FIRST_PAUSE);
    }

    WholeOrSingly(Outages outages, Duration firstPause) {
        this.outages = outages;
        this.firstPause = firstPause;
    }

    /**
     * Does the items.
     *
     * @param work does any number of items in a transaction of its own, and nothing to those that an attempt whose end was not seen has done
     * @param failed is told of each item that failed by itself, and that nobody else held; what it throws ends the chunk, since then it is not the item that is bad
     * @throws RunEnded if the work or its failure found the run ended: no item is bad, and none is tried any more
     * @throws RuntimeException if the database is away: the items that are left are as they were, or done
     */
    public <T> void work(List<T> items, Consumer<List<T>> work, BiConsumer<T, RuntimeException> failed) {
        if (items.size() > 1) {
            try {
                patiently(items, work);
                return;
            } catch (RunEnded ended) {
                throw ended;
            } catch (RuntimeException oneOfThem) {
                if (Thread.currentThread().isInterrupted()) {
                    throw oneOfThem;
                }
                LOG.log(Level.WARNING, "A chunk of " + items.size() + " failed; each is tried by itself", oneOfThem);
            }
        }
        boolean lost = false;
        for (T item : items) {
            try {
                patiently(List.of(item), work);
                lost = false;
            } catch (RunEnded ended) {
                throw ended;
            } catch (RuntimeException bad) {
                if (outages.isHeldUp(bad)) {
                    LOG.log(Level.WARNING, "{0} is held by somebody; a later run tries it again", item);
                    continue;
                }
                boolean away = outages.isOne(bad);
                if (away && (lost || Thread.currentThread().isInterrupted())) {
                    throw bad;
                }
                lost = away;
                LOG.log(
                        Level.ERROR,
                        item + " failed; unless that was its last attempt, a later run tries it again",
                        bad);
                failed.accept(item, bad);
            }
        }
    }

    private <T> void patiently(List<T> items, Consumer<List<T>> work) {
        Duration pause = firstPause;
        for (int attempt = 1; ; attempt++) {
            try {
                work.accept(items);
                return;
            } catch (RuntimeException failure) {
                if (attempt == ATTEMPTS || !outages.isOne(failure)) {
                    throw failure;
                }
                LOG.log(
                        Level.WARNING,
                        "A connection was lost; what it was for is tried again: {0}",
                        failure.toString());
                await(pause, failure);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static void await(Duration pause, RuntimeException failure) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
