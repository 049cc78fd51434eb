package koppel.batchrun;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import koppel.audit.InstallationAudit;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.Page;
import koppel.shared.WrongState;
import koppel.user.Actor;

/** An operator looks at the runs of jobs and stops one; old ones are forgotten. */
@Singleton
public class OperatingJobs {

    /** So long runs are kept. */
    public static final Duration MEMORY = Duration.ofDays(90);

    private static final int MOST = 500;

    private final BatchRuns runs;
    private final BatchRunHistory history;
    private final InstallationAudit audit;
    private final Clock clock;

    @Inject
    public OperatingJobs(BatchRuns runs, BatchRunHistory history, InstallationAudit audit, Clock clock) {
        this.runs = runs;
        this.history = history;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public BatchRun find(long run) {
        return runs.byId(run).orElseThrow(() -> new NotFound("run"));
    }

    @Transactional
    public Page<BatchRunHistory.Item> items(long run, Optional<String> after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("limit", "Between 1 and " + MOST + ".");
        }
        return history.items(run, after, limit);
    }

    /**
     * Notes that an operator asks for a run of a job, which the caller then starts.
     *
     * @throws koppel.shared.NotAllowed for anybody but the operator
     */
    @Transactional
    public void asked(Actor actor, String job) {
        actor.requireOperator();
        audit.record(actor, InstallationAudit.Act.BATCH_RUN_STARTED, Map.of("job", job));
    }

    /**
     * What it has left is found by the next run, which the schedule starts.
     *
     * @throws koppel.shared.NotAllowed for anybody but the operator
     * @throws WrongState {@code run-not-running}
     */
    @Transactional
    public BatchRun stop(Actor actor, long run) {
        actor.requireOperator();
        find(run);
        if (!history.stop(run, clock.now())) {
            throw new WrongState(
                    "run-not-running",
                    "The run has ended already.",
                    Map.of("state", find(run).state()));
        }
        audit.record(actor, InstallationAudit.Act.BATCH_RUN_STOPPED, Map.of("run", run));
        return find(run);
    }

    /** @throws WrongState {@code run-running} */
    @Transactional
    public BatchRun requireEnded(long run) {
        BatchRun found = find(run);
        if ("running".equals(found.state())) {
            throw new WrongState("run-running", "The run is still under way.");
        }
        return found;
    }

    @Transactional
    public int forgetOld() {
        Instant now = clock.now();
        return history.forget(now.minus(MEMORY));
    }
}
