package koppel.batchrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.shared.Page;
import koppel.shared.SetClock;
import org.junit.jupiter.api.Test;

class OwningJobsTest {

    /** Runs by number, the newest last; all of them are kept and fit on a page. */
    private static final class InMemoryBatchRuns implements BatchRuns {

        private final List<BatchRun> runs = new ArrayList<>();
        private final Map<Long, Instant> signs = new HashMap<>();
        private final Map<Long, Long> executions = new HashMap<>();
        private int writes;

        @Override
        public Optional<Long> begin(String job, String node, Instant now) {
            if (runs.stream().anyMatch(run -> run.job().equals(job) && isRunning(run))) {
                return Optional.empty();
            }
            long id = runs.size() + 1L;
            runs.add(new BatchRun(id, job, "running", now, Optional.empty(), 0, 0));
            signs.put(id, now);
            return Optional.of(id);
        }

        @Override
        public int reap(Instant silentSince, Instant now) {
            List<BatchRun> silent = runs.stream()
                    .filter(run -> isRunning(run) && signs.get(run.id()).isBefore(silentSince))
                    .toList();
            silent.forEach(run -> end(run.id(), "failed", now));
            return silent.size();
        }

        @Override
        public void linkExecution(long run, long executionId) {
            executions.put(run, executionId);
        }

        @Override
        public boolean heartbeat(long run, Instant now) {
            if (byId(run).filter(InMemoryBatchRuns::isRunning).isEmpty()) {
                return false;
            }
            signs.put(run, now);
            return true;
        }

        @Override
        public boolean addResults(long run, List<ItemResult> results, Instant now) {
            writes++;
            if (byId(run).filter(InMemoryBatchRuns::isRunning).isEmpty()) {
                return false;
            }
            long done = results.stream().filter(ItemResult::done).count();
            runs.replaceAll(one -> one.id() == run
                    ? new BatchRun(
                            run,
                            one.job(),
                            one.state(),
                            one.startedOn(),
                            one.endedOn(),
                            one.done() + done,
                            one.failed() + results.size() - done)
                    : one);
            return true;
        }

        @Override
        public void end(long run, String state, Instant now) {
            runs.replaceAll(one -> one.id() == run
                    ? new BatchRun(run, one.job(), state, one.startedOn(), Optional.of(now), one.done(), one.failed())
                    : one);
        }

        @Override
        public Page<BatchRun> list(Optional<String> after, int limit) {
            return new Page<>(runs.stream().limit(limit).toList(), Optional.empty());
        }

        @Override
        public Optional<BatchRun> byId(long id) {
            return runs.stream().filter(run -> run.id() == id).findFirst();
        }

        private static boolean isRunning(BatchRun run) {
            return run.state().equals("running");
        }
    }

    private final SetClock clock = new SetClock();
    private final InMemoryBatchRuns runs = new InMemoryBatchRuns();
    private final OwningJobs owning = new OwningJobs(runs, clock);

    @Test
    void aJobHasOneOwnerAtATime() {
        long first = owning.begin("reoffer", "one").orElseThrow();

        assertThat(owning.begin("reoffer", "two")).isEmpty();
        assertThat(owning.begin("retention", "two")).isPresent();
        owning.end(first, "completed");
        assertThat(owning.begin("reoffer", "two")).isPresent();
        assertThat(owning.byId(first).orElseThrow().endedOn()).contains(clock.now());
    }

    @Test
    void anOwnerThatGivesSignsOfLifeStaysTheOwner() {
        long run = owning.begin("reoffer", "one").orElseThrow();

        for (int i = 0; i < 10; i++) {
            clock.advance(OwningJobs.SILENCE.dividedBy(3));
            assertThat(owning.heartbeat(run)).isTrue();
            assertThat(owning.begin("reoffer", "two")).isEmpty();
        }
    }

    @Test
    void anOwnerThatFellSilentLosesTheJobAndIsToldSo() {
        long silent = owning.begin("reoffer", "one").orElseThrow();
        clock.advance(OwningJobs.SILENCE);
        assertThat(owning.begin("reoffer", "two")).isEmpty();

        clock.advance(Duration.ofMillis(1));
        assertThat(owning.begin("reoffer", "two")).isPresent();

        assertThat(owning.byId(silent).orElseThrow().state()).isEqualTo("failed");
        assertThat(owning.heartbeat(silent)).isFalse();
    }

    @Test
    void whatIsDoneForARunThatHasEndedIsRefusedSoThatItIsRolledBack() {
        long run = owning.begin("reoffer", "one").orElseThrow();
        owning.end(run, "stopped");

        assertThatExceptionOfType(RunEnded.class).isThrownBy(() -> owning.addDone(run, 1));
        assertThatExceptionOfType(RunEnded.class)
                .isThrownBy(() ->
                        owning.addResults(run, List.of(new BatchRuns.ItemResult(Optional.empty(), false, 0, "no"))));
        assertThatNoException().isThrownBy(() -> owning.addDone(run, 0));
    }

    @Test
    void resultsAreCountedAndNoResultsAreNotWritten() {
        long run = owning.begin("reoffer", "one").orElseThrow();
        owning.linkExecution(run, 42);

        owning.addResults(run, List.of());
        assertThat(runs.writes).isZero();
        owning.addResults(
                run,
                List.of(
                        new BatchRuns.ItemResult(Optional.empty(), true, 5, ""),
                        new BatchRuns.ItemResult(Optional.empty(), false, 0, "no")));

        assertThat(runs.executions).containsEntry(run, 42L);
        assertThat(owning.list(Optional.empty(), 10).items())
                .containsExactly(new BatchRun(run, "reoffer", "running", SetClock.START, Optional.empty(), 1, 1));
    }
}
