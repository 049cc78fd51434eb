package koppel.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Port: the delivery queues whose next epoch the batch job is to start. */
public interface DueQueues {

    /** @param offered how many documents the new epoch offers */
    record Started(QueueId queue, int epoch, long offered) {}

    /**
     * Those of a share that are not to wait for their next attempt, in the order of their ids; each chunk asks anew from the last one of the
     * chunk before, so that no cursor outlives a commit.
     */
    List<QueueId> due(Optional<QueueId> after, int limit, Share share, Instant now);

    /** Whether there is any such queue. */
    boolean anyDue(Instant now);

    /**
     * Starts the next epoch of those of the queues that are still due and whose connection is active: locks their rows, counts on a
     * fresh snapshot, raises the epoch and puts it on record. Others are left as they are, so that doing it twice does nothing.
     *
     * @return what was started, at most one for each queue
     */
    List<Started> start(List<QueueId> queues, Instant now);

    /**
     * Counts an attempt that failed at a queue that is still due. It stays due however many fail, since documents wait in it.
     *
     * @param pause how long the queue waits after so many failed attempts
     */
    void failed(QueueId queue, IntFunction<Duration> pause, Instant now);

    /** Ends re-offers of people over a queue that is still due after so many failed attempts: there they have failed. */
    void endReoffers(QueueId queue, int attempts);

    /** Has all due queues tried at once. What failed before still counts, or whoever asks often enough would keep any re-offer from ending. */
    void waitNoLonger();
}
