package koppel.connection;

import java.time.Instant;
import java.util.Optional;

/** Port: failures in the windows of time that all nodes share. */
public interface AttemptCounts {

    /** So many failures in a window that ends then. */
    record Count(int failures, Instant ends) {

        boolean isOver(Instant now) {
            return !now.isBefore(ends);
        }
    }

    /**
     * Adds a failure to the window that is open, or opens one.
     *
     * @param tried what and from where; only a hash of it is kept
     * @param ends of the window if it is opened now
     * @return the failures of all nodes in that window
     */
    Count add(String tried, Instant now, Instant ends);

    /** The window that is open, if any is. */
    Optional<Count> current(String tried, Instant now);
}
