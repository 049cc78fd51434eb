package koppel.delivery;

import java.time.Instant;

/** Port: documents whose time is up leave the delivery queues; that they did is on record. */
public interface Expiries {

    /**
     * Takes some of them out of some of the queues that hold any. One that a package is at work on stays until its lease ends.
     *
     * @return how many; zero when none is left
     */
    int takeOut(Instant now);
}
