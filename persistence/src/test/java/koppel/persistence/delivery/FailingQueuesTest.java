package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.batchrun.BatchRuns.ItemResult;
import koppel.batchrun.OwningJobs;
import koppel.delivery.DueQueues.Started;
import koppel.delivery.Offer;
import koppel.delivery.QueueId;
import koppel.delivery.ReofferHistory;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.delivery.StartingEpochs;
import koppel.delivery.Statistics;
import koppel.delivery.Statistics.Concern;
import koppel.document.DocumentId;
import koppel.persistence.Database;
import koppel.persistence.Threads;
import koppel.persistence.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a due queue whose next epoch cannot be started. */
class FailingQueuesTest extends ReofferCase {

    private static final Duration AFTER_FIVE_FAILURES = Duration.ofMinutes(40);

    private final StartingEpochs starting = koppel.use(StartingEpochs.class);

    /** The next epoch is on record already. */
    private void hinder() {
        Database.get().execute("""
                        INSERT INTO queue_epoch (organisation_id, queue_id, epoch, connection_id, why, first_position, floor_position,
                                                 offered_count, started_at)
                        SELECT organisation_id, queue_id, epoch + 1, connection_id, 'requested', next_position, floor_position, 0, now()
                        FROM delivery_queue WHERE connection_id = ? AND direction = 1""", connection.value());
    }

    @AfterEach
    void hinderNoLonger() {
        Database.get().execute("""
                        DELETE FROM queue_epoch e USING delivery_queue q
                        WHERE e.organisation_id = q.organisation_id AND e.queue_id = q.queue_id AND e.epoch > q.epoch
                          AND q.connection_id = ?""", connection.value());
    }

    private void reconnected() {
        company.revoke(connection);
        company.reconnect(connection);
    }

    /** As the job does: what fails is rolled back, and then noted. */
    private QueueId failed() {
        List<QueueId> due = company.due();
        assertThat(due).hasSize(1);
        assertThatException().isThrownBy(() -> company.start(due));
        koppel.doing(() -> starting.failed(due.get(0)));
        koppel.doing(() -> starting.endReoffers(due.get(0)));
        return due.get(0);
    }

    private void advance(Duration time) {
        koppel.clock().advance(time);
    }

    private void fails(int times) {
        for (int i = 0; i < times; i++) {
            failed();
            advance(StartingEpochs.LONGEST_PAUSE);
        }
    }

    @Test
    void itIsTriedByTheNextRunAndThenAfterAPauseThatGrowsUpToAnHourAndForEver() {
        company.receive();
        reconnected();
        hinder();
        QueueId once = failed();
        assertThat(company.due()).containsExactly(once);

        for (int minutes : new int[] {5, 10, 20, 40, 60, 60, 60, 60, 60, 60, 60, 60}) {
            QueueId queue = failed();
            assertThat(company.due()).isEmpty();
            advance(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(company.due()).isEmpty();
            advance(Duration.ofSeconds(1));
            assertThat(company.due()).containsExactly(queue);
        }
    }

    @Test
    void itIsStartedOnceWhatHinderedItIsGone() {
        DocumentId received = company.receive();
        company.askReoffer(everything());
        hinder();
        fails(2);
        hinderNoLonger();

        assertThat(company.startDue()).extracting(Started::offered).containsExactly(1L);

        assertThat(yuki.offers()).extracting(Offer::document).containsExactly(received);
        assertNothingIsNotedOfFailures();
        company.askReoffer(everything());
        assertThat(company.due()).hasSize(1);
    }

    private void assertNothingIsNotedOfFailures() {
        assertThat(Database.get()
                        .number(
                                "SELECT count(*) FROM delivery_queue WHERE connection_id = ? AND (due_attempts > 0 OR due_next_at IS NOT NULL)",
                                connection.value()))
                .isZero();
    }

    @Test
    void aReconnectionIsTriedAtOnceAndItsPausesBeginAnew() {
        company.receive();
        reconnected();
        hinder();
        fails(3);
        failed();
        hinderNoLonger();

        company.revoke(connection);
        assertNothingIsNotedOfFailures();
        company.reconnect(connection);
        hinder();

        failed();
        failed();
        assertPause(StartingEpochs.FIRST_PAUSE);
    }

    @Test
    void whoAsksForAReofferHasItTriedAtOnce() {
        company.receive();
        reconnected();
        hinder();
        fails(3);
        failed();

        company.askReoffer(everything());

        failed();
        assertPause(AFTER_FIVE_FAILURES);
    }

    private void assertPause(Duration pause) {
        advance(pause.minusSeconds(1));
        assertThat(company.due()).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(company.due()).hasSize(1);
    }

    @Test
    void aReofferOverItEndsHoweverOftenOthersAskAndTheJobIsStarted() {
        company.receive();
        ReofferRun run = company.askReoffer(everything());
        hinder();

        for (int i = 0; i < StartingEpochs.ATTEMPTS; i++) {
            failed();
            koppel.doing(starting::waitNoLonger);
            company.askReoffer(everything());
        }
        koppel.doing(() -> reoffers.completeFinished(koppel.clock().now()));

        assertThat(company.find(run.id()).state()).isEqualTo(ReofferRun.State.FAILED);
    }

    @Test
    void whoStopsTheOnlyReofferThatItIsDueForLeavesNothingOfIt() {
        company.receive();
        ReofferRun run = company.askReoffer(everything());
        hinder();
        failed();

        koppel.doing(() -> assertThat(koppel.use(ReofferHistory.class)
                        .stop(
                                company.organisation().id(),
                                run.id(),
                                koppel.clock().now()))
                .isTrue());

        assertNothingIsNotedOfFailures();
        advance(StartingEpochs.LONGEST_PAUSE);
        assertThat(company.due()).isEmpty();
    }

    @Test
    void whoStartsTheJobHasItTriedAtOnce() {
        company.receive();
        reconnected();
        hinder();
        fails(3);
        QueueId queue = failed();

        koppel.doing(starting::waitNoLonger);

        assertThat(company.due()).containsExactly(queue);
        failed();
        assertPause(AFTER_FIVE_FAILURES);
    }

    @Test
    void whoStartsTheJobHasItTriedAtOnceAlsoWhereSomebodyJustSendsIntoIt() {
        company.receive();
        reconnected();
        hinder();
        fails(3);
        QueueId queue = failed();

        Threads.Outcome<Boolean> started = Waiting.forQueue(
                connection,
                () -> koppel.in(() -> {
                    starting.waitNoLonger();
                    return true;
                }),
                company::receive);

        assertThat(started.succeeded()).isTrue();
        assertThat(company.due()).containsExactly(queue);
    }

    @Test
    void afterThreeAttemptsAReofferOverItEndsAsFailedAndTheQueueStaysDue() {
        List<DocumentId> received = company.receive(3);
        ReofferRun run = company.askReoffer(everything());
        yuki.acknowledge(received.get(0));
        hinder();
        fails(StartingEpochs.ATTEMPTS - 1);
        assertThat(company.find(run.id()).done()).isZero();

        failed();
        company.work();

        assertThat(company.find(run.id())).satisfies(ended -> {
            assertThat(ended.state()).isEqualTo(ReofferRun.State.FAILED);
            assertThat(ended.total()).isEqualTo(3);
            assertThat(ended.done()).isEqualTo(3);
            assertThat(ended.offered()).isZero();
            assertThat(ended.failed()).isEqualTo(2);
            assertThat(ended.skipped()).isEqualTo(Map.of(SkipReason.RETRIEVED, 1L));
            assertThat(ended.endedOn()).isPresent();
        });
        assertThat(items(run)).extracting(ReofferHistory.Item::outcome).containsExactly(Optional.of("failed"));
        ReofferRun ended = company.find(run.id());
        hinderNoLonger();
        advance(StartingEpochs.LONGEST_PAUSE);
        assertThat(company.startDue()).extracting(Started::offered).containsExactly(2L);
        assertThat(company.find(run.id())).isEqualTo(ended);
    }

    @Test
    void aReofferOverItThatHasNothingToOfferAnyMoreHasNotFailed() {
        DocumentId received = company.receive();
        ReofferRun run = company.askReoffer(everything());
        yuki.acknowledge(received);
        hinder();
        fails(StartingEpochs.ATTEMPTS - 1);

        failed();
        company.work();

        assertCompleted(company.find(run.id()), 0, Map.of(SkipReason.RETRIEVED, 1L));
        assertThat(items(run)).extracting(ReofferHistory.Item::outcome).containsExactly(Optional.of("done"));
    }

    @Test
    void theOtherQueuesOfAReofferThatFailedAreOffered() {
        company.connect("basecone");
        company.receive(2);
        ReofferRun run = company.askReoffer(everythingOfTheOrganisation());
        hinder();
        List<QueueId> due = company.due();
        QueueId bad = due.stream()
                .filter(queue -> queue.number() == badQueue())
                .findFirst()
                .orElseThrow();
        company.start(due.stream().filter(queue -> !queue.equals(bad)).toList());
        fails(StartingEpochs.ATTEMPTS);
        koppel.doing(() -> reoffers.completeFinished(koppel.clock().now()));

        assertThat(company.find(run.id())).satisfies(ended -> {
            assertThat(ended.state()).isEqualTo(ReofferRun.State.FAILED);
            assertThat(ended.total()).isEqualTo(4);
            assertThat(ended.offered()).isEqualTo(2);
            assertThat(ended.failed()).isEqualTo(2);
        });
        assertThat(items(run))
                .extracting(ReofferHistory.Item::outcome)
                .containsExactlyInAnyOrder(Optional.of("failed"), Optional.of("done"));
    }

    private int badQueue() {
        return (int) Database.get()
                .number(
                        "SELECT queue_id FROM delivery_queue WHERE connection_id = ? AND direction = 1",
                        connection.value());
    }

    @Test
    void aFailureOfAQueueThatIsNoLongerDueChangesNothing() {
        company.receive();
        reconnected();
        QueueId queue = company.due().get(0);
        company.startDue();

        koppel.doing(() -> starting.failed(queue));

        assertNothingIsNotedOfFailures();
    }

    @Test
    void aReofferAfterTheEpochThatCouldBeStartedAtLastIsNotEndedForTheFailuresBefore() {
        company.receive();
        reconnected();
        hinder();
        fails(StartingEpochs.ATTEMPTS);
        QueueId queue = company.due().get(0);
        hinderNoLonger();
        company.startDue();
        ReofferRun run = company.askReoffer(everything());

        koppel.doing(() -> starting.endReoffers(queue));

        company.work();
        assertCompleted(company.find(run.id()), 1, Map.of());
    }

    @Test
    void howeverOftenAQueueFailedItIsOneThatCouldNotBeReoffered() {
        QueueId queue = new QueueId(company.organisation().id(), badQueue());
        OwningJobs jobs = koppel.use(OwningJobs.class);
        long run = koppel.in(() -> jobs.begin("failing queues", "node").orElseThrow());
        koppel.doing(() -> {
            for (int i = 0; i < 3; i++) {
                jobs.addResults(run, List.of(new ItemResult(Optional.of(queue), false, 0, "no")));
            }
            jobs.end(run, "completed");
        });

        assertThat(koppel.in(() -> koppel.use(Statistics.class)
                        .concerns(company.organisation().id(), koppel.clock().now())))
                .filteredOn(concern -> concern.kind().equals("failedItems"))
                .extracting(Concern::count)
                .containsExactly(1L);
    }
}
