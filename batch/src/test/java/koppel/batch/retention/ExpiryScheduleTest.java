package koppel.batch.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import koppel.delivery.Expiries;
import koppel.delivery.ExpiringDocuments;
import koppel.delivery.QueueId;
import koppel.shared.OrganisationId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiryScheduleTest {

    private final Deque<Integer> left = new ArrayDeque<>();
    private final List<Optional<QueueId>> begun = new ArrayList<>();
    private final ExpirySchedule schedule =
            new ExpirySchedule(new ExpiringDocuments((after, now) -> round(after), () -> Instant.EPOCH));
    private final WaitingTasks threads = new WaitingTasks();

    /** Remembers what it should do and when, and does it only when told to. */
    private static final class WaitingTasks extends ScheduledThreadPoolExecutor {

        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private final Deque<Duration> waits = new ArrayDeque<>();
        private boolean ending;

        WaitingTasks() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (ending) {
                throw new RejectedExecutionException();
            }
            tasks.add(task);
            waits.add(Duration.of(delay, unit.toChronoUnit()));
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }

        /** How long the only task waits. */
        Duration nextWait() {
            assertThat(waits).hasSize(1);
            return waits.getFirst();
        }

        void doNext() {
            waits.removeFirst();
            tasks.removeFirst().run();
        }
    }

    private Expiries.Round round(Optional<QueueId> after) {
        begun.add(after);
        return new Expiries.Round(left.removeFirst(), queue(begun.size()));
    }

    private static Optional<QueueId> queue(int number) {
        return Optional.of(new QueueId(new OrganisationId(1), number));
    }

    private void begin() {
        schedule.begin(threads, Executors.defaultThreadFactory(), UnaryOperator.identity());
    }

    @AfterEach
    void nothingGoesOn() {
        threads.shutdownNow();
    }

    @Test
    void eachRoundIsATaskOfItsOwnAndTheNextFollowsAtOnceUntilNoneIsLeft() {
        left.addAll(List.of(1000, 7, 0, 5));
        begin();
        assertThat(threads.nextWait()).isEqualTo(Duration.ofMinutes(1));

        threads.doNext();
        assertThat(left).containsExactly(7, 0, 5);
        assertThat(threads.nextWait()).isZero();
        threads.doNext();
        assertThat(threads.nextWait()).isZero();
        threads.doNext();

        assertThat(left).containsExactly(5);
        assertThat(threads.nextWait()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void eachRoundBeginsBehindTheLastQueueOfTheOneBeforeAlsoAfterARestOrAFailure() {
        left.addAll(List.of(1000, 0));
        begin();
        threads.doNext();
        threads.doNext();
        threads.doNext();
        left.add(5);
        threads.doNext();

        assertThat(begun).containsExactly(Optional.empty(), queue(1), queue(2), queue(2));
    }

    @Test
    void aFailureIsLeftToTheNextTime() {
        begin();

        threads.doNext();

        assertThat(threads.nextWait()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void nothingMoreIsBegunAfterTheEnd() {
        left.addAll(List.of(1000, 1000));
        begin();
        threads.doNext();
        schedule.end();

        threads.doNext();

        assertThat(left).containsExactly(1000);
        assertThat(threads.tasks).isEmpty();
    }

    @Test
    void threadsThatEndAreNoFailure() {
        left.add(1000);
        begin();
        threads.ending = true;

        threads.doNext();

        assertThat(left).isEmpty();
    }
}
