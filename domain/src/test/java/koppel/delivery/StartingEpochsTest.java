package koppel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import koppel.shared.OrganisationId;
import koppel.shared.SetClock;
import org.junit.jupiter.api.Test;

class StartingEpochsTest {

    /** Due queues by number, with how much waits in each. */
    private static final class InMemoryDueQueues implements DueQueues {

        private final Map<Integer, Long> due = new TreeMap<>();
        private final Map<Integer, Integer> failures = new HashMap<>();
        private final Map<Integer, Instant> next = new HashMap<>();
        private Instant startedOn;

        @Override
        public List<QueueId> due(Optional<QueueId> after, int limit, Share share, Instant now) {
            return due.keySet().stream()
                    .filter(number -> number > after.map(QueueId::number).orElse(0))
                    .filter(number -> !next.getOrDefault(number, now).isAfter(now))
                    .limit(limit)
                    .map(StartingEpochsTest::queue)
                    .toList();
        }

        @Override
        public boolean anyDue(Instant now) {
            return !due(Optional.empty(), 1, Share.ALL, now).isEmpty();
        }

        @Override
        public void endReoffers(QueueId queue, int attempts) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void failed(QueueId queue, IntFunction<Duration> pause, Instant now) {
            next.put(queue.number(), now.plus(pause.apply(failures.merge(queue.number(), 1, Integer::sum))));
        }

        @Override
        public void waitNoLonger() {
            next.clear();
        }

        @Override
        public List<Started> start(List<QueueId> queues, Instant now) {
            startedOn = now;
            List<Started> started = new ArrayList<>();
            for (QueueId queue : queues) {
                Long waiting = due.remove(queue.number());
                if (waiting != null) {
                    started.add(new Started(queue, 2, waiting));
                }
            }
            return started;
        }
    }

    private final InMemoryDueQueues queues = new InMemoryDueQueues();
    private final SetClock clock = new SetClock();
    private final StartingEpochs starting = new StartingEpochs(queues, clock);

    @Test
    void chunksGoOnBehindTheLastQueueOfTheChunkBefore() {
        queues.due.putAll(Map.of(1, 5L, 2, 0L, 3, 7L));

        List<QueueId> first = starting.due(Optional.empty(), 2, Share.ALL);

        assertThat(first).containsExactly(queue(1), queue(2));
        assertThat(starting.due(Optional.of(first.get(1)), 2, Share.ALL)).containsExactly(queue(3));
    }

    @Test
    void aQueueIsStartedOnceHoweverOftenItIsAsked() {
        queues.due.put(1, 5L);
        assertThat(starting.anyDue()).isTrue();

        assertThat(starting.start(List.of(queue(1)))).containsExactly(new DueQueues.Started(queue(1), 2, 5));
        assertThat(queues.startedOn).isEqualTo(SetClock.START);
        assertThat(starting.start(List.of(queue(1)))).isEmpty();
        assertThat(starting.anyDue()).isFalse();
    }

    @Test
    void aQueueThatFailedOnceIsTriedByTheNextRun() {
        queues.due.put(1, 5L);

        starting.failed(queue(1));

        assertThat(starting.due(Optional.empty(), 1, Share.ALL)).containsExactly(queue(1));
    }

    @Test
    void aQueueThatFailsAgainIsTriedForEverAfterPausesOfAtMostAnHour() {
        queues.due.put(1, 5L);
        starting.failed(queue(1));
        int[] pauses = IntStream.range(0, 100)
                .map(time -> {
                    Instant before = clock.now();
                    starting.failed(queue(1));
                    assertThat(starting.anyDue()).isFalse();
                    clock.advance(Duration.between(before, queues.next.get(1)));
                    assertThat(starting.anyDue()).isTrue();
                    return (int) Duration.between(before, clock.now()).toMinutes();
                })
                .toArray();

        assertThat(pauses).startsWith(5, 10, 20, 40, 60, 60).hasSize(100);
        assertThat(IntStream.of(pauses).max()).hasValue(60);
    }

    @Test
    void whoStartsTheJobHasAQueueThatFailedTriedAtOnce() {
        queues.due.put(1, 5L);
        starting.failed(queue(1));
        starting.failed(queue(1));
        assertThat(starting.due(Optional.empty(), 1, Share.ALL)).isEmpty();

        starting.waitNoLonger();

        assertThat(starting.due(Optional.empty(), 1, Share.ALL)).containsExactly(queue(1));
    }

    @Test
    void nothingToStartTouchesNoQueue() {
        assertThat(starting.start(List.of())).isEmpty();
        assertThat(queues.startedOn).isNull();
    }

    private static QueueId queue(int number) {
        return new QueueId(new OrganisationId(1), number);
    }
}
