package koppel.batch.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import koppel.batch.WholeOrSingly;
import koppel.delivery.Expiries;
import koppel.delivery.ExpiringDocuments;
import koppel.delivery.QueueId;
import koppel.shared.OrganisationId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiryScheduleTest {

    private final Deque<Integer> left = new ArrayDeque<>();
    private final List<Optional<QueueId>> begun = new ArrayList<>();
    private final List<QueueId> takenOutOf = new ArrayList<>();
    private final Set<QueueId> bad = new HashSet<>();
    private final ExpirySchedule schedule = new ExpirySchedule(
            new ExpiringDocuments(new Rounds(), () -> Instant.EPOCH), new WholeOrSingly(failure -> false));
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

    /** Each round is about three queues. */
    private final class Rounds implements Expiries {

        @Override
        public List<QueueId> holding(Optional<QueueId> after, Instant now) {
            begun.add(after);
            int first = 3 * begun.size() - 2;
            return left.getFirst() == 0
                    ? List.of()
                    : IntStream.range(first, first + 3)
                            .mapToObj(ExpiryScheduleTest::queue)
                            .toList();
        }

        @Override
        public int takeOut(List<QueueId> queues, Instant now) {
            if (queues.stream().anyMatch(bad::contains)) {
                throw new IllegalStateException("nothing can be taken out of one of them");
            }
            takenOutOf.addAll(queues);
            return left.removeFirst();
        }
    }

    private static QueueId queue(int number) {
        return new QueueId(new OrganisationId(1), number);
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

        assertThat(left).containsExactly(0, 5);
        assertThat(threads.nextWait()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void eachRoundBeginsBehindTheLastQueueOfTheOneBeforeAlsoAfterARestOrAFailure() {
        left.addAll(List.of(1000, 0));
        begin();
        threads.doNext();
        threads.doNext();
        left.clear();
        threads.doNext();
        left.add(5);
        threads.doNext();

        assertThat(begun)
                .containsExactly(Optional.empty(), Optional.of(queue(3)), Optional.of(queue(3)), Optional.of(queue(3)));
    }

    @Test
    void aQueueOutOfWhichNothingCanBeTakenStopsNoOther() {
        bad.add(queue(2));
        left.addAll(List.of(10, 20, 30));
        begin();

        threads.doNext();
        assertThat(takenOutOf).containsExactly(queue(1), queue(3));
        assertThat(threads.nextWait()).isZero();
        threads.doNext();

        assertThat(begun).containsExactly(Optional.empty(), Optional.of(queue(3)));
        assertThat(takenOutOf).containsExactly(queue(1), queue(3), queue(4), queue(5), queue(6));
    }

    @Test
    void onlyQueuesOutOfWhichNothingCanBeTakenAreLeftToTheNextTime() {
        bad.addAll(List.of(queue(1), queue(2), queue(3)));
        left.add(10);
        begin();

        threads.doNext();

        assertThat(threads.nextWait()).isEqualTo(Duration.ofMinutes(10));
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
