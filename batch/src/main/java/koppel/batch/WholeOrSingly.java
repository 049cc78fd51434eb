package koppel.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import koppel.batchrun.RunEnded;
import koppel.shared.Outages;

/**
 * Does a chunk of items as a whole, which is cheap, and each by itself if that fails, so that one bad item stops no other. A database that
 * is away makes no item bad: what failed for that is tried once more, as a dead connection is given out once, and then ends the chunk.
 */
@Singleton
public class WholeOrSingly {

    private static final Logger LOG = System.getLogger(WholeOrSingly.class.getName());

    private final Outages outages;

    @Inject
    public WholeOrSingly(Outages outages) {
        this.outages = outages;
    }

    /**
     * Does the items.
     *
     * @param work does any number of items in a transaction of its own, and nothing to those that an attempt whose end was not seen has done
     * @param failed is told of each item that failed by itself; what it throws ends the chunk, since then it is not the item that is bad
     * @throws RunEnded if the work or its failure found the run ended: no item is bad, and none is tried any more
     * @throws RuntimeException if the database is away: the items that are left are as they were, or done
     */
    public <T> void work(List<T> items, Consumer<List<T>> work, BiConsumer<T, RuntimeException> failed) {
        if (items.size() > 1) {
            try {
                tryTwiceIfAway(items, work);
                return;
            } catch (RunEnded ended) {
                throw ended;
            } catch (RuntimeException oneOfThem) {
                endIfAway(oneOfThem);
                LOG.log(Level.WARNING, "A chunk of " + items.size() + " failed; each is tried by itself", oneOfThem);
            }
        }
        for (T item : items) {
            try {
                tryTwiceIfAway(List.of(item), work);
            } catch (RunEnded ended) {
                throw ended;
            } catch (RuntimeException bad) {
                endIfAway(bad);
                LOG.log(
                        Level.ERROR,
                        item + " failed; unless that was its last attempt, a later run tries it again",
                        bad);
                failed.accept(item, bad);
            }
        }
    }

    private <T> void tryTwiceIfAway(List<T> items, Consumer<List<T>> work) {
        try {
            work.accept(items);
        } catch (RuntimeException failure) {
            if (!outages.isOne(failure)) {
                throw failure;
            }
            LOG.log(Level.WARNING, "A connection was lost; what it was for is done once more: {0}", failure.toString());
            work.accept(items);
        }
    }

    private void endIfAway(RuntimeException failure) {
        if (outages.isOne(failure)) {
            throw failure;
        }
    }
}
