package koppel.batch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import koppel.batchrun.RunEnded;

/** Does a chunk of items as a whole, which is cheap, and each by itself if that fails, so that one bad item stops no other. */
public final class WholeOrSingly {

    private static final Logger LOG = System.getLogger(WholeOrSingly.class.getName());

    private WholeOrSingly() {}

    /**
     * Does the items.
     *
     * @param work does any number of items in a transaction of its own
     * @param failed is told of each item that failed by itself; what it throws ends the chunk, since then it is not the item that is bad
     * @throws RunEnded if the work or its failure found the run ended: no item is bad, and none is tried any more
     */
    public static <T> void work(List<T> items, Consumer<List<T>> work, BiConsumer<T, RuntimeException> failed) {
        if (items.size() > 1) {
            try {
                work.accept(items);
                return;
            } catch (RunEnded ended) {
                throw ended;
            } catch (RuntimeException oneOfThem) {
                LOG.log(Level.WARNING, "A chunk of " + items.size() + " failed; each is tried by itself", oneOfThem);
            }
        }
        for (T item : items) {
            try {
                work.accept(List.of(item));
            } catch (RunEnded ended) {
                throw ended;
            } catch (RuntimeException bad) {
                LOG.log(
                        Level.ERROR,
                        item + " failed; unless that was its last attempt, a later run tries it again",
                        bad);
                failed.accept(item, bad);
            }
        }
    }
}
