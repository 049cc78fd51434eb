package koppel.batch.reoffer;

import static koppel.batch.reoffer.FakeTables.item;
import static koppel.batch.reoffer.FakeTables.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koppel.batchrun.BatchRuns.ItemResult;
import koppel.delivery.QueueId;
import koppel.delivery.Share;
import org.junit.jupiter.api.Test;

/** The reader and the writer of due queues, driven as the batch runtime drives them. */
class ChunksTest extends ChunksCase {

    private static final int PAGE = 1000;

    private List<QueueId> readAll() {
        List<QueueId> read = new ArrayList<>();
        for (List<QueueId> page = reader.readItem(); page != null; page = reader.readItem()) {
            read.addAll(page);
        }
        return read;
    }

    @Test
    void everyDueQueueIsReadOnceAndEachPageAskedForFromTheLastOne() {
        tables.due.addAll(dueQueues(2 * PAGE + 50));

        assertThat(readAll()).containsExactlyElementsOf(tables.due);
        assertThat(tables.asked).containsExactly("start", "1000", "2000");
    }

    @Test
    void aFullPageIsNotTakenForTheLastUnlessNothingIsBehindIt() {
        tables.due.addAll(dueQueues(PAGE + 1));
        assertThat(readAll()).containsExactlyElementsOf(tables.due);
        assertThat(tables.asked).containsExactly("start", "1000");

        tables.due.remove(tables.due.last());
        tables.asked.clear();
        reader.open(null, RUN, Share.ALL);
        assertThat(readAll()).containsExactlyElementsOf(tables.due);
        assertThat(tables.asked).containsExactly("start");
    }

    @Test
    void allPagesOfAChunkAreStarted() {
        tables.due.addAll(dueQueues(3));
        new DueQueueWriter(queues).write(RUN, List.of(List.of(queue(1), queue(2)), List.of(queue(3))));

        assertThat(tables.due).isEmpty();
        assertThat(tables.results).hasSize(3);
    }

    @Test
    void aReaderThatOpensWithACheckpointGoesOnBehindIt() {
        tables.due.addAll(dueQueues(PAGE + 1));
        reader.readItem();
        DueQueueReader next = new DueQueueReader(queues);
        next.open(reader.checkpointInfo(), RUN, Share.ALL);

        assertThat(next.readItem()).containsExactly(queue(PAGE + 1));
    }

    @Test
    void aRunThatIsNoLongerOwnedReadsNothingMore() {
        tables.due.addAll(dueQueues(10));
        tables.open.add(item(1));

        reader.open(null, RUN + 1, Share.ALL);

        assertThat(reader.readItem()).isNull();
        assertThat(items.read(RUN + 1, Share.ALL)).isNull();
    }

    @Test
    void aChunkIsStartedWithAResultForEachQueue() {
        tables.due.addAll(dueQueues(3));
        queues.start(RUN, dueQueues(3));

        assertThat(tables.due).isEmpty();
        assertThat(tables.results)
                .extracting(ItemResult::queue)
                .containsExactly(Optional.of(queue(1)), Optional.of(queue(2)), Optional.of(queue(3)));
        assertThat(tables.results).allMatch(ItemResult::done).allMatch(result -> result.offered() == 10);
        assertThat(metrics).containsEntry("koppel_reoffer_queues", 3L).containsEntry("koppel_reoffer_documents", 30L);
    }

    @Test
    void aBadQueueIsRecordedWithoutItsSecretsAndTheOthersAreStarted() {
        tables.due.addAll(dueQueues(3));
        tables.bad.add(queue(2));
        queues.start(RUN, dueQueues(3));

        assertThat(tables.due).containsExactly(queue(2));
        assertThat(tables.paused).containsOnlyKeys(queue(2));
        assertThat(tables.results)
                .filteredOn(result -> !result.done())
                .containsExactly(new ItemResult(Optional.of(queue(2)), false, 0, "IllegalStateException"));
        assertThat(tables.results).filteredOn(ItemResult::done).hasSize(2);
        assertThat(metrics).containsEntry("koppel_reoffer_failures", 1L);
    }

    @Test
    void aBadQueueOfWhichNotEvenTheReoffersCanBeEndedStopsNoOther() {
        tables.due.addAll(dueQueues(3));
        tables.bad.add(queue(2));
        tables.endlessReoffers = true;
        queues.start(RUN, dueQueues(3));

        assertThat(tables.reoffersToEnd).containsExactly(queue(2));
        assertThat(tables.due).containsExactly(queue(2));
        assertThat(tables.paused).containsOnlyKeys(queue(2));
        assertThat(tables.results).filteredOn(ItemResult::done).hasSize(2);
    }

    @Test
    void aBadQueueWhoseFailureCannotEvenBeNotedStopsNoOther() {
        tables.due.addAll(dueQueues(3));
        tables.bad.add(queue(2));
        tables.unwritable = true;
        queues.start(RUN, dueQueues(3));

        assertThat(tables.due).containsExactly(queue(2));
        assertThat(tables.results).filteredOn(ItemResult::done).hasSize(2);
        assertThat(tables.results).filteredOn(result -> !result.done()).hasSize(1);
        assertThat(tables.reoffersToEnd).containsExactly(queue(2));
    }

    @Test
    void aQueueThatFailedOnceIsReadByTheNextRun() {
        tables.due.addAll(dueQueues(2));
        tables.bad.add(queue(2));
        queues.start(RUN, dueQueues(2));

        assertThat(tables.startingEpochs.anyDue()).isTrue();
        assertThat(readAll()).containsExactly(queue(2));
    }

    @Test
    void aQueueThatFailedAgainIsNotReadBeforeItsPauseIsOver() {
        tables.due.addAll(dueQueues(2));
        tables.bad.add(queue(2));
        queues.start(RUN, dueQueues(2));
        queues.start(RUN, List.of(queue(2)));

        assertThat(readAll()).isEmpty();
        assertThat(tables.startingEpochs.anyDue()).isFalse();
    }

    @Test
    void aQueueThatIsNoLongerDueHasNoResultAndIsNoProgress() {
        queues.start(RUN, dueQueues(1));
        runs.ended(RUN, "completed");

        assertThat(tables.results).isEmpty();
        assertThat(askedAgain).isEmpty();
    }

    @Test
    void aStartedQueueIsProgress() {
        tables.due.addAll(dueQueues(1));
        queues.start(RUN, dueQueues(1));
        runs.ended(RUN, "completed");

        assertThat(askedAgain).hasSize(1);
    }

    @Test
    void onlyBadQueuesAreNoProgress() {
        tables.due.addAll(dueQueues(2));
        tables.bad.addAll(dueQueues(2));
        queues.start(RUN, dueQueues(2));
        runs.ended(RUN, "completed");

        assertThat(tables.results).hasSize(2);
        assertThat(askedAgain).isEmpty();
    }

    @Test
    void whenNothingCanBePutOnRecordTheStepFails() {
        tables.due.addAll(dueQueues(2));
        tables.down = true;

        assertThatIllegalStateException().isThrownBy(() -> queues.start(RUN, dueQueues(2)));
    }

    @Test
    void aChunkOfARunThatWasStoppedEndsItQuietlyAndNothingIsRecorded() {
        tables.due.addAll(dueQueues(2));
        tables.states.put(RUN, "stopped");

        queues.start(RUN, dueQueues(2));

        assertThat(tables.results).isEmpty();
        assertThat(metrics.values()).allMatch(counted -> counted == 0);
        assertThat(runs.goesOn(RUN)).isFalse();
        runs.ended(RUN, "completed");
        assertThat(askedAgain).isEmpty();
    }

    @Test
    void aFailureInARunThatWasStoppedIsNotRecordedEither() {
        tables.due.add(queue(1));
        tables.bad.add(queue(1));
        tables.states.put(RUN, "stopped");

        queues.start(RUN, dueQueues(1));

        assertThat(tables.results).isEmpty();
        assertThat(tables.paused).isEmpty();
        assertThat(metrics.values()).allMatch(counted -> counted == 0);
    }
}
