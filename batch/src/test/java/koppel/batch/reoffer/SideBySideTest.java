package koppel.batch.reoffer;

import static koppel.batch.reoffer.FakeTables.item;
import static koppel.batch.reoffer.FakeTables.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.batch.api.partition.PartitionPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koppel.batch.WholeOrSingly;
import koppel.delivery.QueueId;
import koppel.delivery.Share;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is much is done by several threads, each with a share of the queues. */
class SideBySideTest {

    private static final long RUN = 1;

    private final FakeTables tables = new FakeTables();
    private final ReofferRuns runs = new ReofferRuns(
            tables.startingEpochs, tables.reofferingChosen, tables.owningJobs, new FakeRuntime()::operator);
    private final Map<String, Long> counted = new HashMap<>();
    private final PagesOfQueues queues = new PagesOfQueues(
            tables.startingEpochs,
            new RecordedWork(tables.startingEpochs, tables.reofferingChosen, tables.owningJobs),
            runs,
            new ReofferMetrics(FakeCounters.registry(counted)),
            new WholeOrSingly(failure -> false));
    private final FirstDueQueues first = new FirstDueQueues(new HeadStart(queues), tables.reofferingChosen);

    @BeforeEach
    void aRunIsUnderWay() {
        tables.due.add(queue(1));
        runs.begin(new ReofferRuns.Attempts() {
            @Override
            public void now() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void after(Duration time) {
                throw new UnsupportedOperationException();
            }
        });
        runs.attempt();
        tables.due.clear();
    }

    private void due(int number) {
        IntStream.rangeClosed(1, number).mapToObj(FakeTables::queue).forEach(tables.due::add);
    }

    private List<QueueId> readAll(Share share) {
        DueQueueReader reader = new DueQueueReader(queues);
        reader.open(null, RUN, share);
        List<QueueId> read = new ArrayList<>();
        for (List<QueueId> page = reader.readItem(); page != null; page = reader.readItem()) {
            read.addAll(page);
        }
        return read;
    }

    @Test
    void thePlansSharesAreAllThatThereAre() {
        PartitionPlan plan = new SharesOfQueues().mapPartitions();

        assertThat(plan.getThreads()).isEqualTo(plan.getPartitions()).isBetween(2, 8);
        assertThat(Arrays.stream(plan.getPartitionProperties())
                        .map(each -> SharesOfQueues.share(each.getProperty("share"), each.getProperty("of"))))
                .containsExactlyElementsOf(IntStream.range(0, plan.getPartitions())
                        .mapToObj(number -> new Share(number, plan.getPartitions()))
                        .toList());
    }

    @Test
    void eachDueQueueIsReadInOneShareAndNoOther() {
        due(7000);
        List<QueueId> read = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            read.addAll(readAll(new Share(number, 3)));
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(tables.due);
    }

    @Test
    void oneThreadAloneLeavesWhatIsMoreThanItsLimitToSeveral() {
        due(5001);

        assertThat(first.process(RUN)).isEqualTo("MORE");
        assertThat(tables.due).containsExactly(queue(5001));
    }

    @Test
    void afterAllDueQueuesNothingFollows() {
        due(4999);

        assertThat(first.process(RUN)).isEqualTo("NOTHING");
        assertThat(tables.due).isEmpty();
    }

    @Test
    void afterAllDueQueuesChosenDocumentsFollowWhereThereAreAny() {
        due(3);
        tables.open.add(item(1));

        assertThat(first.process(RUN)).isEqualTo("CHOSEN");
        assertThat(first.process(RUN)).isEqualTo("CHOSEN");
    }

    @Test
    void aRunThatIsNoLongerOwnedStartsNothingMore() {
        due(3);

        first.process(RUN + 1);

        assertThat(tables.due).hasSize(3);
    }

    @Test
    void aFailedFirstStepSaysNothingThatWouldBeFollowed() {
        due(3);
        tables.down = true;

        assertThatIllegalStateException().isThrownBy(() -> first.process(RUN));
    }
}
