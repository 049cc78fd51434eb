package koppel.persistence.batchrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.batchrun.BatchRun;
import koppel.batchrun.BatchRunHistory;
import koppel.batchrun.BatchRuns;
import koppel.batchrun.BatchRuns.ItemResult;
import koppel.batchrun.OwningJobs;
import koppel.delivery.QueueId;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.InvalidInput;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import org.junit.jupiter.api.Test;

class BatchRunsTest {

    private final Installation koppel = Installation.get();
    private final OwningJobs jobs = koppel.use(OwningJobs.class);
    private final BatchRuns runs = koppel.use(BatchRuns.class);
    private final BatchRunHistory history = koppel.use(BatchRunHistory.class);
    private final String job = "job " + UUID.randomUUID();

    private Optional<Long> begin() {
        return koppel.in(() -> jobs.begin(job, "node"));
    }

    private BatchRun find(long run) {
        return koppel.in(() -> jobs.byId(run)).orElseThrow();
    }

    private void add(long run, ItemResult... results) {
        koppel.doing(() -> jobs.addResults(run, List.of(results)));
    }

    private static ItemResult done(long offered) {
        return new ItemResult(Optional.of(new QueueId(new OrganisationId(1), 1)), true, offered, null);
    }

    private static ItemResult failed() {
        return new ItemResult(Optional.empty(), false, 0, "it broke");
    }

    @Test
    void aJobHasOneOwnerAtATime() {
        long run = begin().orElseThrow();

        assertThat(begin()).isEmpty();
        add(run, done(1));
        koppel.doing(() -> jobs.end(run, "completed"));
        assertThat(begin()).isPresent();
    }

    @Test
    void ofManyWhoBeginAtOnceOneOwnsTheJob() {
        List<Threads.Outcome<Optional<Long>>> outcomes = Threads.atOnce(16, i -> begin());

        assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        assertThat(outcomes).filteredOn(outcome -> outcome.result().isPresent()).hasSize(1);
    }

    @Test
    void differentJobsRunSideBySide() {
        begin();

        assertThat(koppel.in(() -> jobs.begin(job + " too", "node"))).isPresent();
    }

    @Test
    void aRunThatFellSilentIsEndedAsFailedAndItsExecutionClosed() {
        long run = begin().orElseThrow();
        long instance = Database.get()
                .number("INSERT INTO b_jobinstancedata (name) VALUES ('reoffer') RETURNING jobinstanceid");
        long execution = Database.get().number("""
                        INSERT INTO b_executioninstancedata (jobinstanceid, batchstatus, exitstatus)
                        VALUES (?, 'STARTED', 'STARTED') RETURNING jobexecid""", instance);
        koppel.doing(() -> jobs.linkExecution(run, execution));

        koppel.clock().advance(OwningJobs.SILENCE.plusSeconds(1));
        Optional<Long> next = begin();

        assertThat(next).isPresent();
        assertThat(find(run).state()).isEqualTo("failed");
        assertThat(find(run).endedOn()).isPresent();
        assertThat(Database.get()
                        .texts("SELECT batchstatus FROM b_executioninstancedata WHERE jobexecid = ?", execution))
                .containsExactly("FAILED");
        assertThat(koppel.in(() -> jobs.heartbeat(run))).isFalse();
        assertThat(koppel.in(() -> jobs.heartbeat(next.get()))).isTrue();
    }

    @Test
    void reapingTellsHowManyRunsItEnded() {
        koppel.clock().advance(Duration.ofHours(1));
        koppel.in(() -> runs.reap(koppel.clock().now(), koppel.clock().now()));
        begin();
        koppel.in(() -> jobs.begin(job + " too", "node"));
        koppel.clock().advance(Duration.ofHours(1));

        assertThat(koppel.in(() -> runs.reap(
                        koppel.clock().now().minusSeconds(1), koppel.clock().now())))
                .isEqualTo(2);
    }

    @Test
    void aSignOfLifeKeepsARun() {
        long run = begin().orElseThrow();
        koppel.clock().advance(Duration.ofSeconds(10));
        assertThat(koppel.in(() -> jobs.heartbeat(run))).isTrue();
        koppel.clock().advance(Duration.ofSeconds(10));

        assertThat(begin()).isEmpty();
        assertThat(find(run).state()).isEqualTo("running");
    }

    @Test
    void resultsAreCountedAndKept() {
        long run = begin().orElseThrow();
        add(run, done(7), failed());
        add(run, done(5));
        koppel.doing(() -> jobs.end(run, "completed"));

        assertThat(find(run)).satisfies(ended -> {
            assertThat(ended.done()).isEqualTo(2);
            assertThat(ended.failed()).isEqualTo(1);
            assertThat(ended.state()).isEqualTo("completed");
            assertThat(ended.endedOn()).isPresent();
        });
        assertThat(Database.get()
                        .texts(
                                "SELECT concat_ws(' ', outcome, offered, message) FROM batch_result WHERE batch_run_id = ? ORDER BY item, n",
                                run))
                .containsExactly("done 7", "failed 0 it broke", "done 5");
    }

    @Test
    void resultsAreReadInTheOrderOfTheWorkPageByPage() {
        long run = begin().orElseThrow();
        add(run, done(7), done(8), done(9));
        add(run, failed());
        add(run, done(5), done(6));

        List<String> read = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Optional<String> after = next;
            Page<BatchRunHistory.Item> page = koppel.in(() -> history.items(run, after, 2));
            page.items().stream()
                    .map(item -> item.outcome() + " " + item.offered())
                    .forEach(read::add);
            next = page.next();
        } while (next.isPresent() && read.size() < 20);

        assertThat(read).containsExactly("done 7", "done 8", "done 9", "failed 0", "done 5", "done 6");
        for (String foreign : List.of("no cursor", "MQ", "MS54", "MS4yLjM")) {
            assertThatExceptionOfType(InvalidInput.class)
                    .isThrownBy(() -> koppel.in(() -> history.items(run, Optional.of(foreign), 2)));
        }
    }

    @Test
    void itemsWithResultsElsewhereAreOnlyCounted() {
        long run = begin().orElseThrow();
        koppel.doing(() -> jobs.addDone(run, 200));
        koppel.doing(() -> jobs.addDone(run, 0));
        koppel.doing(() -> jobs.end(run, "completed"));

        assertThat(find(run).done()).isEqualTo(200);
        assertThat(Database.get().number("SELECT count(*) FROM batch_result WHERE batch_run_id = ?", run))
                .isZero();
    }

    @Test
    void workThatGetsDoneIsASignOfLife() {
        long run = begin().orElseThrow();
        koppel.clock().advance(Duration.ofSeconds(10));
        koppel.doing(() -> jobs.addDone(run, 1));
        koppel.clock().advance(Duration.ofSeconds(10));

        koppel.in(jobs::reap);
        assertThat(find(run).state()).isEqualTo("running");
    }

    @Test
    void aRunThatFoundNothingIsNotKept() {
        long run = begin().orElseThrow();
        koppel.doing(() -> jobs.end(run, "completed"));

        assertThat(koppel.in(() -> jobs.byId(run))).isEmpty();
        assertThat(begin()).isPresent();
    }

    @Test
    void aRunThatFailedIsKeptAlsoWhenItDidNothing() {
        long run = begin().orElseThrow();
        koppel.doing(() -> jobs.end(run, "failed"));

        assertThat(find(run).state()).isEqualTo("failed");
    }

    @Test
    void anOwnerThatWasReapedChangesNothingByEndingLate() {
        long run = begin().orElseThrow();
        koppel.clock().advance(OwningJobs.SILENCE.plusSeconds(1));
        long next = begin().orElseThrow();

        koppel.doing(() -> jobs.end(run, "completed"));

        assertThat(find(run).state()).isEqualTo("failed");
        assertThat(find(next).state()).isEqualTo("running");
    }

    @Test
    void runsAreListedNewestFirst() {
        List<Long> begun = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String name = job + i;
            begun.add(0, koppel.in(() -> jobs.begin(name, "node")).orElseThrow());
        }

        List<Long> listed = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Optional<String> after = next;
            Page<BatchRun> page = koppel.in(() -> jobs.list(after, 2));
            page.items().stream().map(BatchRun::id).forEach(listed::add);
            next = page.next();
        } while (next.isPresent() && listed.size() < 5);

        assertThat(listed).startsWith(begun.toArray(Long[]::new));
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> koppel.in(() -> jobs.list(Optional.of("no cursor"), 2)));
    }
}
