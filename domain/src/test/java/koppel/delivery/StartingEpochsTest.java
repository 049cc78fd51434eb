package koppel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import koppel.shared.OrganisationId;
import koppel.shared.SetClock;
import org.junit.jupiter.api.Test;

class StartingEpochsTest {

    /** Due queues by number, with how much waits in each. */
    private static final class InMemoryDueQueues implements DueQueues {

        private final Map<Integer, Long> due = new TreeMap<>();
        private Instant startedOn;

        @Override
        public List<QueueId> due(Optional<QueueId> after, int limit, Share share) {
            return due.keySet().stream()
                    .filter(number -> number > after.map(QueueId::number).orElse(0))
                    .limit(limit)
                    .map(StartingEpochsTest::queue)
                    .toList();
        }

        @Override
        public boolean anyDue() {
            return !due.isEmpty();
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
    private final StartingEpochs starting = new StartingEpochs(queues, new SetClock());

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
    void nothingToStartTouchesNoQueue() {
        assertThat(starting.start(List.of())).isEmpty();
        assertThat(queues.startedOn).isNull();
    }

    private static QueueId queue(int number) {
        return new QueueId(new OrganisationId(1), number);
    }
}
