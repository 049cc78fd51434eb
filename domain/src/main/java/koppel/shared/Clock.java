package koppel.shared;

import java.time.Instant;

/** Where the domain asks for the time, so that tests can set it. */
@FunctionalInterface
public interface Clock {

    /** The present moment, never null, with at most microsecond precision (what the database keeps). */
    Instant now();
}
