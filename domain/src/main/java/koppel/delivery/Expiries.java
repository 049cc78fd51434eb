package koppel.delivery;

import java.time.Instant;

/** Port: documents whose time is up leave the delivery queues; that they did is on record. */
public interface Expiries {

    /**
     * Takes some of them out, wherever they wait. One that a package is at work on stays until its lease ends.
     *
     * @return how many; zero when none is left
     */
    int takeOut(Instant now);
}
