package koppel.batchrun;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.shared.Clock;
import koppel.shared.Page;

/** Nodes take turns in owning a job: whoever holds its running row works, and whoever falls silent loses it. */
@Singleton
public class OwningJobs {

    /** An owner gives a sign of life at least every third of this; after it others take over. */
    public static final Duration SILENCE = Duration.ofSeconds(15);

    private final BatchRuns runs;
    private final Clock clock;

    @Inject
    public OwningJobs(BatchRuns runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /** Ends what died. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int reap() {
        Instant now = clock.now();
        return runs.reap(now.minus(SILENCE), now);
    }

    /** Becomes the owner unless somebody is alive who is; first ends what died. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<Long> begin(String job, String node) {
        Instant now = clock.now();
        runs.reap(now.minus(SILENCE), now);
        return runs.begin(job, node, now);
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void linkExecution(long run, long executionId) {
        runs.linkExecution(run, executionId);
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean heartbeat(long run) {
        return runs.heartbeat(run, clock.now());
    }

    /**
     * In the transaction of the work, so that a crash takes both or neither.
     *
     * @throws RunEnded if the run is no longer its owner's: the transaction is rolled back
     */
    @Transactional
    public void addResults(long run, List<BatchRuns.ItemResult> results) {
        if (!results.isEmpty()) {
            require(run, runs.addResults(run, results, clock.now()));
        }
    }

    /**
     * Counts items whose results are on record elsewhere, in the transaction of the work.
     *
     * @throws RunEnded if the run is no longer its owner's: the transaction is rolled back
     */
    @Transactional
    public void addDone(long run, int items) {
        if (items > 0) {
            require(run, runs.addDone(run, items, clock.now()));
        }
    }

    private static void require(long run, boolean underWay) {
        if (!underWay) {
            throw new RunEnded(run);
        }
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void end(long run, String state) {
        runs.end(run, state, clock.now());
    }

    @Transactional
    public Page<BatchRun> list(Optional<String> after, int limit) {
        return runs.list(after, limit);
    }

    @Transactional
    public Optional<BatchRun> byId(long id) {
        return runs.byId(id);
    }
}
