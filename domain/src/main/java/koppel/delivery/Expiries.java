package koppel.delivery;

import java.time.Instant;
import java.util.Optional;

/** Port: documents whose time is up leave the delivery queues; that they did is on record. */
public interface Expiries {

    /**
     * @param documents how many left; zero when none is left
     * @param last the queue up to which this round looked, behind which the next is to look
     */
    record Round(int documents, Optional<QueueId> last) {}

    /**
     * Takes some of them out of some of the queues that hold any. One that a package is at work on stays until its lease ends.
     *
     * @param after behind this queue it begins; at the end it goes on with the first, so that each queue has its turn
     */
    Round takeOut(Optional<QueueId> after, Instant now);
}
