package koppel.batchrun;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import koppel.delivery.QueueId;
import koppel.shared.Page;

/** Port: who owns a job now, and what its runs did. Ownership is a row that a unique index keeps single across all nodes. */
public interface BatchRuns {

    /** An item's result, kept with its run. */
    record ItemResult(Optional<QueueId> queue, boolean done, long offered, String message) {}

    /**
     * Becomes the owner of the job unless somebody is.
     *
     * @param node name of this process
     * @return the run's id; empty when another run is under way
     */
    Optional<Long> begin(String job, String node, Instant now);

    /**
     * Ends runs whose owner has given no sign of life since that moment, as failed; its Jakarta Batch execution is closed with it. What
     * they left is found by the next run.
     *
     * @return how many were ended
     */
    int reap(Instant silentSince, Instant now);

    void linkExecution(long run, long executionId);

    /** @return whether the run is still this owner's; if not, the owner stops */
    boolean heartbeat(long run, Instant now);

    /**
     * Counts items that were done and whose results are on record elsewhere, so that a result here may be spared.
     *
     * @return as for results
     */
    default boolean addDone(long run, int items, Instant now) {
        return addResults(run, Collections.nCopies(items, new ItemResult(Optional.empty(), true, 1, "")), now);
    }

    /**
     * Keeps results of a run, unless it has ended; that is found out under the lock of the run's row, which lasts to the end of the transaction,
     * so that whoever ends the run comes after all that its owner did.
     *
     * @return whether the run is still under way; if not, the caller rolls back
     */
    boolean addResults(long run, java.util.List<ItemResult> results, Instant now);

    /** Ends a run; one that found nothing to do is not kept. */
    void end(long run, String state, Instant now);

    /** Newest first. */
    Page<BatchRun> list(Optional<String> after, int limit);

    Optional<BatchRun> byId(long id);
}
