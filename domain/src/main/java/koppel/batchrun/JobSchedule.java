package koppel.batchrun;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

/** Port: a job that runs by a schedule. The web module begins and ends it, since the batch runtime tags a job with the component that starts it. */
public interface JobSchedule {

    /**
     * Looks whether it could begin.
     *
     * @throws IllegalArgumentException for a schedule that cannot be understood; the application then does not start
     */
    default void check() {
        // most have nothing to understand
    }

    /**
     * Begins to schedule, once the application has started.
     *
     * @param threads the web module's threads, which it shares with others
     * @param own makes threads in the web module's context
     * @param inWebModule gives a task that runs in the web module's context, whichever thread runs it
     */
    void begin(ScheduledExecutorService threads, ThreadFactory own, UnaryOperator<Runnable> inWebModule);

    /** Ends scheduling; a run that is under way stops at its next checkpoint, and another node or start finds the rest. */
    void end();
}
