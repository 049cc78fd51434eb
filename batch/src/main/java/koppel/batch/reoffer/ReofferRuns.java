package koppel.batch.reoffer;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import koppel.batch.NodeName;
import koppel.batchrun.OwningJobs;
import koppel.batchrun.RunEnded;
import koppel.delivery.ReofferJob;
import koppel.delivery.ReofferingChosen;
import koppel.delivery.StartingEpochs;

/**
 * The runs of the job on this node. Whoever starts one must own the job in the database first, so that nodes take turns; while it lasts
 * the node shows that it is alive; a run that left something is followed by another.
 */
@Singleton
public class ReofferRuns {

    private static final Logger LOG = System.getLogger(ReofferRuns.class.getName());

    /** Asks for attempts to start a run, on a thread of their own and outside of any transaction. */
    interface Attempts {

        void now();

        /** At most one is waited for at a time. */
        void after(Duration time);

        /** This node owns the job: what a run does first may begin before the batch runtime does. */
        default void owned(long run) {
            // it begins with the batch runtime
        }
    }

    private static final Attempts NONE = new Attempts() {
        @Override
        public void now() {
            // not begun, or ended
        }

        @Override
        public void after(Duration time) {
            // not begun, or ended
        }
    };

    private final String node = NodeName.make();
    private final StartingEpochs epochs;
    private final ReofferingChosen chosen;
    private final OwningJobs jobs;
    private final Supplier<JobOperator> runtime;
    private final AtomicReference<OwnedRun> owned = new AtomicReference<>();

    private volatile Attempts attempts = NONE;
    private volatile JobOperator operator;

    @Inject
    public ReofferRuns(StartingEpochs epochs, ReofferingChosen chosen, OwningJobs jobs) {
        this(epochs, chosen, jobs, BatchRuntime::getJobOperator);
    }

    ReofferRuns(StartingEpochs epochs, ReofferingChosen chosen, OwningJobs jobs, Supplier<JobOperator> runtime) {
        this.epochs = epochs;
        this.chosen = chosen;
        this.jobs = jobs;
        this.runtime = runtime;
    }

    void begin(Attempts given) {
        attempts = given;
    }

    /** Starts a run if there is something to do and nobody else is at it; tidies up what was left by those who died. */
    synchronized void attempt() {
        OwnedRun mine = owned.get();
        if (mine != null) {
            // what it is asked for may lie behind the run already, so it is looked at again after its end
            mine.ask();
            return;
        }
        if (attempts == NONE) {
            return;
        }
        if (!epochs.anyDue() && !isSomethingElseLeft()) {
            return;
        }
        Optional<Long> run = jobs.begin(ReofferJob.NAME, node);
        if (run.isPresent()) {
            start(run.get());
        } else {
            completeFinished();
            // another node's run may have passed what we see, or its node may be dead
            attempts.after(OwningJobs.SILENCE.plusSeconds(1));
        }
    }

    /** Tidies up as well: where queues are due, the run's beginning and its end do that. */
    private boolean isSomethingElseLeft() {
        jobs.reap();
        chosen.completeFinished();
        return chosen.anyOpen();
    }

    private void start(long id) {
        OwnedRun run = new OwnedRun(id);
        owned.set(run);
        Properties parameters = new Properties();
        parameters.setProperty("run", Long.toString(id));
        try {
            attempts.owned(id);
            run.startedAs(operator().start(ReofferJob.NAME, parameters));
        } catch (RuntimeException failed) {
            owned.compareAndSet(run, null);
            jobs.end(id, "failed");
            throw failed;
        }
    }

    /** Puts on record which execution of the batch runtime does the run. */
    void executes(long run, long executionId) {
        jobs.linkExecution(run, executionId);
    }

    /** Whether the run's steps should go on. */
    boolean goesOn(long run) {
        OwnedRun mine = owned.get();
        return mine != null && mine.id() == run && !mine.isToStop();
    }

    void gotSomethingDone(long run) {
        OwnedRun mine = owned.get();
        if (mine != null && mine.id() == run) {
            mine.gotSomethingDone();
        }
    }

    /**
     * Shows that the owner is alive, and finds out whether it still is the owner.
     *
     * <p>The batch runtime may also fail in a way in which it calls no listener; without a look at it the run would be kept alive for ever.
     */
    void showLife() {
        OwnedRun mine = owned.get();
        if (mine == null) {
            return;
        }
        long before = mine.asked();
        if (!jobs.heartbeat(mine.id())) {
            lost(mine);
            return;
        }
        mine.wasOwnedAfter(before);
        if (isOver(mine)) {
            LOG.log(Level.WARNING, "Run {0} ended without saying so", id(mine));
            ended(mine.id(), "failed");
        }
    }

    /**
     * Does a part of a run's work; if that finds the run ended, this is its quiet end here as well, before a sign of life would find it.
     *
     * @param part throws {@link RunEnded} after its transaction was rolled back
     */
    void work(long run, Runnable part) {
        try {
            part.run();
        } catch (RunEnded ended) {
            LOG.log(Level.DEBUG, "What was being done is left to the next owner", ended);
            OwnedRun mine = owned.get();
            if (mine != null && mine.id() == run) {
                lost(mine);
            }
        }
    }

    /**
     * Whoever asked since the run was stopped, such as for its restart, was told that it is seen to; who asked before that was stopped with it.
     * In the seconds since the last sign of life it is not known which of the two it was.
     */
    private void lost(OwnedRun mine) {
        boolean again;
        synchronized (this) {
            if (!owned.compareAndSet(mine, null)) {
                return;
            }
            again = mine.wasAskedSinceOwned();
        }
        LOG.log(Level.WARNING, "Run {0} was stopped, or taken for dead by another node; it ends here", id(mine));
        stop(mine);
        mine.ended();
        if (again) {
            attempts.now();
        }
    }

    /** Asked for once, since it is looked for in every jar each time. */
    private JobOperator operator() {
        JobOperator found = operator;
        if (found == null) {
            found = runtime.get();
            operator = found;
        }
        return found;
    }

    private boolean isOver(OwnedRun run) {
        OptionalLong execution = run.execution();
        if (execution.isEmpty()) {
            return false;
        }
        BatchStatus status = operator().getJobExecution(execution.getAsLong()).getBatchStatus();
        return switch (status) {
            case COMPLETED, FAILED, STOPPED, ABANDONED -> owned.get() == run;
            case STARTING, STARTED, STOPPING -> false;
        };
    }

    /** Puts the end of a run on record, unless another node did; and starts another at once when that makes sense. */
    void ended(long id, String state) {
        OwnedRun mine = owned.get();
        if (mine == null || mine.id() != id) {
            return;
        }
        completeFinished();
        record(mine, mine.isToStop() ? "stopped" : state);
        boolean again;
        synchronized (this) {
            owned.compareAndSet(mine, null);
            again = mine.asked() > 0 || mine.hasProgress();
        }
        mine.ended();
        if (again) {
            attempts.now();
        }
    }

    /** Re-offers of people that have nothing left to do. */
    private void completeFinished() {
        try {
            chosen.completeFinished();
        } catch (RuntimeException failed) {
            LOG.log(
                    Level.WARNING,
                    "Re-offers that are done are not yet on record as completed; the next attempt does it",
                    failed);
        }
    }

    private void record(OwnedRun run, String state) {
        try {
            jobs.end(run.id(), state);
            run.onRecord();
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "The end of run " + run.id() + " is not on record; its silence will end it", failed);
        }
    }

    /** Starts nothing more, and lets a run that is under way end after its present chunk; the next owner finds the rest. */
    void end(Duration most) {
        attempts = NONE;
        OwnedRun mine;
        synchronized (this) {
            mine = owned.get();
        }
        if (mine == null) {
            return;
        }
        stop(mine);
        try {
            if (!mine.awaitEnd(most)) {
                LOG.log(Level.WARNING, "Run {0} did not end in time; another node takes over", id(mine));
            } else if (!mine.isOnRecord()) {
                // a server that goes down begins no more transactions with a time limit, as the batch runtime's threads
                // have one
                record(mine, "stopped");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(OwnedRun run) {
        run.stop();
        run.execution().ifPresent(execution -> {
            try {
                operator().stop(execution);
            } catch (RuntimeException endedMeanwhile) {
                LOG.log(Level.DEBUG, "Nothing to stop", endedMeanwhile);
            }
        });
    }

    private static String id(OwnedRun run) {
        return Long.toString(run.id());
    }
}
