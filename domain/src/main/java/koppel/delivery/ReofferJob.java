package koppel.delivery;

/**
 * Port: starts the batch job that re-offers. A kick is only a hint that saves waiting for the schedule: correctness lies in the tables,
 * which say what is due, so a lost kick costs time and nothing else.
 */
public interface ReofferJob {

    /** The job's name in API, schedule and tables. */
    String NAME = "reoffer";

    /** Kicks the job once the current transaction has committed; not at all if it rolls back. */
    void kickAfterCommit();

    /** Kicks the job now, unless there is nothing to do or a run is under way; that run finds the work itself. */
    void kick();
}
