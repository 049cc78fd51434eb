package koppel.batch.reoffer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What is to be done about an item that failed, whose failure is on record. */
final class FollowUp {

    private static final Logger LOG = System.getLogger(FollowUp.class.getName());

    private FollowUp() {}

    /**
     * Does it, a transaction of its own. What fails here is seen to at the item's next attempt, and stops no other item.
     *
     * @param what completes "only its next attempt"
     */
    static void of(Object item, String what, Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "Only its next attempt " + what + ": " + item, failed);
        }
    }
}
