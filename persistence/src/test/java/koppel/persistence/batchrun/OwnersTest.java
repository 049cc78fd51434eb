package koppel.persistence.batchrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import koppel.batchrun.BatchRun;
import koppel.batchrun.BatchRunHistory;
import koppel.batchrun.BatchRuns.ItemResult;
import koppel.batchrun.OwningJobs;
import koppel.batchrun.RunEnded;
import koppel.delivery.DueQueues.Started;
import koppel.delivery.QueueId;
import koppel.delivery.StartingEpochs;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import org.junit.jupiter.api.Test;

/** What a run's owner does is kept while the run is under way, and nothing after its end. */
class OwnersTest {

    private static final int DOCUMENTS = 3;

    private final Installation koppel = Installation.get();
    private final OwningJobs jobs = koppel.use(OwningJobs.class);
    private final BatchRunHistory history = koppel.use(BatchRunHistory.class);
    private final String job = "job " + UUID.randomUUID();

    /** A chunk as the job does it: epochs and their results in one transaction. */
    private List<Started> chunk(long run, List<QueueId> queues) {
        return koppel.in(() -> work(run, queues));
    }

    private List<Started> work(long run, List<QueueId> queues) {
        List<Started> started = koppel.use(StartingEpochs.class).start(queues);
        jobs.addResults(
                run,
                started.stream()
                        .map(one -> new ItemResult(Optional.of(one.queue()), true, one.offered(), "epoch"))
                        .toList());
        return started;
    }

    private long begin() {
        return koppel.in(() -> jobs.begin(job, "node")).orElseThrow();
    }

    private void stop(long run) {
        assertThat(koppel.in(() -> history.stop(run, koppel.clock().now()))).isTrue();
    }

    private List<QueueId> dueQueues(int number) {
        List<QueueId> due = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Company company = Company.create();
            AccountingPackage yuki = company.connect("yuki");
            company.receive(DOCUMENTS);
            company.revoke(yuki.connection());
            company.reconnect(yuki.connection());
            due.addAll(company.due());
        }
        assertThat(due).hasSize(number);
        return due;
    }

    private long reoffered(List<QueueId> queues) {
        return queues.stream()
                .mapToLong(
                        queue -> Database.get().number("""
                                SELECT coalesce(sum(offered_count), 0) FROM queue_epoch
                                WHERE organisation_id = ? AND queue_id = ? AND why = 'reconnected'""", queue.organisation().number(), queue.number()))
                .sum();
    }

    private long stillDue(List<QueueId> queues) {
        return queues.stream()
                .mapToLong(queue -> Database.get()
                        .number(
                                "SELECT count(*) FROM delivery_queue WHERE organisation_id = ? AND queue_id = ? AND due_since IS NOT NULL",
                                queue.organisation().number(),
                                queue.number()))
                .sum();
    }

    private BatchRun find(long run) {
        return koppel.in(() -> jobs.byId(run)).orElseThrow();
    }

    private static long results(long run) {
        return Database.get().number("SELECT count(*) FROM batch_result WHERE batch_run_id = ?", run);
    }

    @Test
    void aStopInTheMiddleKeepsTheChunkBeforeItRollsBackTheNextAndARestartDoesTheRest() {
        List<QueueId> due = dueQueues(6);
        long run = begin();
        assertThat(chunk(run, due.subList(0, 2))).hasSize(2);
        stop(run);

        assertThatExceptionOfType(RunEnded.class).isThrownBy(() -> chunk(run, due.subList(2, 4)));
        assertThatExceptionOfType(RunEnded.class).isThrownBy(() -> chunk(run, due.subList(4, 6)));

        assertThat(stillDue(due)).isEqualTo(4);
        assertThat(reoffered(due)).isEqualTo(2 * DOCUMENTS);
        assertThat(results(run)).isEqualTo(2);
        assertThat(find(run)).satisfies(ended -> {
            assertThat(ended.state()).isEqualTo("stopped");
            assertThat(ended.done()).isEqualTo(2);
            assertThat(ended.failed()).isZero();
        });
        long restarted = begin();
        assertThat(chunk(restarted, due)).hasSize(4);
        assertThat(stillDue(due)).isZero();
        assertThat(reoffered(due)).isEqualTo(6 * DOCUMENTS);
        assertThat(find(restarted).done()).isEqualTo(4);
        assertThat(results(restarted)).isEqualTo(4);
    }

    @Test
    void aChunkThatIsBeingDoneWhenTheRunIsStoppedIsRolledBack() {
        List<QueueId> due = dueQueues(2);
        long run = begin();

        assertThatExceptionOfType(RunEnded.class)
                .isThrownBy(() -> koppel.in(() -> {
                    List<Started> started = koppel.use(StartingEpochs.class).start(due);
                    assertThat(Threads.atOnce(
                                    1,
                                    i -> koppel.in(() ->
                                            history.stop(run, koppel.clock().now()))))
                            .allMatch(Threads.Outcome::succeeded);
                    jobs.addDone(run, started.size());
                    return started;
                }));

        assertThat(stillDue(due)).isEqualTo(2);
        assertThat(reoffered(due)).isZero();
        assertThat(find(run).done()).isZero();
    }

    @Test
    void aStopComesAfterTheChunkWhoseResultsAreWrittenAlready() {
        List<QueueId> due = dueQueues(2);
        long run = begin();
        CountDownLatch written = new CountDownLatch(1);

        List<Threads.Outcome<Instant>> outcomes = Threads.atOnce(2, i -> {
            if (i == 0) {
                return koppel.in(() -> {
                    work(run, due);
                    written.countDown();
                    awaitAStopThatWaits();
                    return Instant.now();
                });
            }
            await(written);
            stop(run);
            return Instant.now();
        });

        assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        assertThat(outcomes.get(1).result()).isAfter(outcomes.get(0).result());
        assertThat(stillDue(due)).isZero();
        assertThat(find(run).done()).isEqualTo(2);
        assertThat(find(run).state()).isEqualTo("stopped");
    }

    @Test
    void anOwnerThatSleptAndTheNextOneWorkSideBySideAndOnlyWhatTheOneUnderWayDidIsKept() {
        List<QueueId> due = dueQueues(8);
        long slept = begin();
        koppel.clock().advance(OwningJobs.SILENCE.plusSeconds(1));
        long next = begin();

        List<Threads.Outcome<Integer>> outcomes = Threads.atOnce(8, i -> {
            long run = i % 2 == 0 ? slept : next;
            return chunk(run, due.subList(i / 2 * 2, i / 2 * 2 + 2)).size();
        });
        chunk(next, due);

        assertThat(outcomes.stream().filter(outcome -> !outcome.succeeded()))
                .allMatch(outcome -> outcome.failure() instanceof RunEnded);
        assertThat(find(slept).done()).isZero();
        assertThat(results(slept)).isZero();
        assertThat(find(next).done()).isEqualTo(8);
        assertThat(results(next)).isEqualTo(8);
        assertThat(reoffered(due)).isEqualTo(8 * DOCUMENTS);
    }

    @Test
    void aFailureIsNotRecordedForARunThatHasEnded() {
        long run = begin();
        stop(run);

        assertThatExceptionOfType(RunEnded.class)
                .isThrownBy(() -> koppel.doing(
                        () -> jobs.addResults(run, List.of(new ItemResult(Optional.empty(), false, 0, "it broke")))));

        assertThat(find(run).failed()).isZero();
        assertThat(results(run)).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    private static void awaitAStopThatWaits() {
        while (Database.get().number("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE wait_event_type = 'Lock' AND query LIKE '%batch_run SET state = ''stopped''%'""") == 0) {
            Thread.onSpinWait();
        }
    }
}
