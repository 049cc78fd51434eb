package koppel.batch.reoffer;

import static koppel.batch.reoffer.FakeTables.item;
import static koppel.batch.reoffer.FakeTables.queue;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.context.StepContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
    private final DueQueuesEnd end = new DueQueuesEnd(null, tables.reofferingChosen);

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
        DueQueueReader reader = new DueQueueReader(tables.startingEpochs, runs);
        reader.open(null);
        List<QueueId> read = new ArrayList<>();
        for (QueueId next = reader.read(RUN, share); next != null; next = reader.read(RUN, share)) {
            read.add(next);
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
    void aStepWithoutSharesReadsAll() {
        assertThat(SharesOfQueues.share(null, null)).isEqualTo(Share.ALL);
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
        due(DueQueueReader.MOST_BY_ONE_THREAD + 1);

        assertThat(readAll(Share.ALL)).hasSize(DueQueueReader.MOST_BY_ONE_THREAD);
        assertThat(end.next(DueQueueReader.MOST_BY_ONE_THREAD)).isEqualTo("MORE");
    }

    @Test
    void aFailedFirstStepSaysNothingThatWouldBeFollowed() {
        List<String> said = new ArrayList<>();
        new DueQueuesEnd(step(BatchStatus.FAILED, said), tables.reofferingChosen).afterStep();
        assertThat(said).isEmpty();

        new DueQueuesEnd(step(BatchStatus.STARTED, said), tables.reofferingChosen).afterStep();
        assertThat(said).containsExactly("NOTHING");
    }

    private static StepContext step(BatchStatus status, List<String> said) {
        return (StepContext) Proxy.newProxyInstance(
                StepContext.class.getClassLoader(),
                new Class<?>[] {StepContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBatchStatus" -> status;
                    case "getMetrics" -> new Metric[0];
                    case "setExitStatus" -> {
                        said.add((String) arguments[0]);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void afterAllDueQueuesChosenDocumentsFollowWhereThereAreAny() {
        assertThat(end.next(3)).isEqualTo("NOTHING");
        tables.open.add(item(1));

        assertThat(end.next(3)).isEqualTo("CHOSEN");
        assertThat(end.next(0)).isEqualTo("CHOSEN");
    }
}
