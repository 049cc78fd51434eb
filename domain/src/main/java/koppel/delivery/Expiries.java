package koppel.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: documents whose time is up leave the delivery queues; that they did is on record. */
public interface Expiries {

    /**
     * Some of the queues that hold any, in the order of their ids. One that a package is at work on does not count until its lease ends.
     *
     * @param after behind this queue it begins; at the end it goes on with the first, so that each queue has its turn
     * @return empty when there are none
     */
    List<QueueId> holding(Optional<QueueId> after, Instant now);

    /**
     * Takes some of them out of each of the queues, whose rows it locks first.
     *
     * @return how many
     */
    int takeOut(List<QueueId> queues, Instant now);
}
