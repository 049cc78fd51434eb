package koppel.batchrun;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import koppel.shared.Page;

/** Port: what the runs of jobs did, item by item, for those who operate the installation. */
public interface BatchRunHistory {

    /**
     * A result that a run kept.
     *
     * @param organisation whose queue it was; empty for an item of a re-offer that a person asked for
     * @param outcome {@code done} or {@code failed}
     * @param offered how many documents were offered
     * @param message what was done, or what kind of failure it was
     */
    record Item(
            Optional<UUID> organisation,
            Optional<UUID> connection,
            String outcome,
            long offered,
            Optional<String> message,
            Instant at) {}

    /** In the order of the work. */
    Page<Item> items(long run, Optional<String> after, int limit);

    /**
     * Ends a running run; its owner, on whichever node, notices by its next sign of life.
     *
     * @return whether it was running
     */
    boolean stop(long run, Instant now);

    /**
     * Forgets runs that ended before, what the batch runtime keeps of them, and the items of people's re-offers.
     *
     * @return how many runs were forgotten
     */
    int forget(Instant endedBefore);
}
