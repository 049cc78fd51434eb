package koppel.batch.reoffer;

import static koppel.batch.reoffer.FakeTables.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is due is begun with while the batch runtime starts. */
class HeadStartTest extends ChunksCase {

    private final HeadStart headStart = new HeadStart(queues);
    private final FirstDueQueues step = new FirstDueQueues(headStart, tables.reofferingChosen);
    private final Deque<Runnable> beside = new ArrayDeque<>();

    @Test
    void theFirstPageIsStartedBesideAndTheStepGoesOnBehindIt() {
        tables.due.addAll(dueQueues(1001));
        headStart.begin(RUN, beside::add);
        assertThat(tables.due).hasSize(1001);

        beside.remove().run();
        assertThat(tables.due).containsExactly(queue(1001));

        assertThat(step.process(RUN)).isEqualTo(FirstDueQueues.NOTHING);
        assertThat(tables.due).isEmpty();
        assertThat(tables.results).hasSize(1001);
        assertThat(tables.asked).startsWith("start", "1000");
    }

    @Test
    void theStepWaitsForWhatIsUnderWay() throws InterruptedException {
        tables.due.add(queue(1));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        tables.starting = () -> {
            begun.countDown();
            await(goOn);
        };
        headStart.begin(RUN, task -> new Thread(task).start());
        await(begun);
        Thread steps = new Thread(() -> step.process(RUN));
        steps.start();
        steps.join(200);
        assertThat(steps.isAlive()).isTrue();
        assertThat(tables.results).isEmpty();

        goOn.countDown();
        steps.join(10_000);
        assertThat(steps.isAlive()).isFalse();
        assertThat(tables.results).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void whatStillWaitsForItsThreadIsDoneByTheStepAndNotAgain() {
        tables.due.add(queue(1));
        headStart.begin(RUN, beside::add);

        step.process(RUN);
        assertThat(tables.results).hasSize(1);

        tables.due.add(queue(1));
        beside.remove().run();
        assertThat(tables.results).hasSize(1);
    }

    @Test
    void aLateStepOfAnEarlierRunLeavesItToItsOwn() {
        tables.due.add(queue(1));
        headStart.begin(RUN, beside::add);
        assertThat(step.process(RUN - 1)).isEqualTo(FirstDueQueues.NOTHING);
        beside.remove().run();
        tables.due.add(queue(2));

        step.process(RUN);

        // its first page was the last
        assertThat(tables.due).containsExactly(queue(2));
    }

    @Test
    void whatItFailsWithFailsTheStep() {
        tables.due.add(queue(1));
        headStart.begin(RUN, beside::add);
        tables.down = true;
        beside.remove().run();
        tables.down = false;

        assertThatIllegalStateException().isThrownBy(() -> step.process(RUN));
        assertThat(tables.due).hasSize(1);
    }

    @Test
    void theOneOfAnotherRunIsNobodys() {
        tables.due.add(queue(1));
        headStart.begin(RUN + 1, beside::add);

        step.process(RUN);

        assertThat(tables.due).isEmpty();
        beside.remove().run();
        assertThat(tables.results).hasSize(1);
    }

    @Test
    void withoutAThreadTheStepDoesItAll() {
        tables.due.add(queue(1));
        headStart.begin(RUN, task -> {
            throw new RejectedExecutionException();
        });

        step.process(RUN);

        assertThat(tables.due).isEmpty();
    }

    @Test
    void aRunThatIsNoLongerOwnedHasNone() {
        tables.due.add(queue(1));
        runs.ended(RUN, "stopped");
        headStart.begin(RUN, Runnable::run);

        assertThat(tables.due).hasSize(1);
    }
}
