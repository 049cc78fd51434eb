package koppel.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: the delivery queues whose next epoch the batch job is to start. */
public interface DueQueues {

    /** @param offered how many documents the new epoch offers */
    record Started(QueueId queue, int epoch, long offered) {}

    /** Those of a share, in the order of their ids; each chunk asks anew from the last one of the chunk before, so that no cursor outlives a commit. */
    List<QueueId> due(Optional<QueueId> after, int limit, Share share);

    boolean anyDue();

    /**
     * Starts the next epoch of those of the queues that are still due and whose connection is active: locks their rows, counts on a
     * fresh snapshot, raises the epoch and puts it on record. Others are left as they are, so that doing it twice does nothing.
     *
     * @return what was started, at most one for each queue
     */
    List<Started> start(List<QueueId> queues, Instant now);
}
