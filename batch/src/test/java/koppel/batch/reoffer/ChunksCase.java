package koppel.batch.reoffer;

import static koppel.batch.reoffer.FakeTables.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koppel.batch.WholeOrSingly;
import koppel.delivery.QueueId;
import koppel.delivery.Share;
import org.junit.jupiter.api.BeforeEach;

/** A run under way, with its readers and writers on tables in memory. */
abstract class ChunksCase {

    static final long RUN = 1;

    final FakeTables tables = new FakeTables();
    final Map<String, Long> metrics = new HashMap<>();
    final ReofferRuns runs = new ReofferRuns(
            tables.startingEpochs, tables.reofferingChosen, tables.owningJobs, new FakeRuntime()::operator);
    final RecordedWork work = new RecordedWork(tables.startingEpochs, tables.reofferingChosen, tables.owningJobs);
    final ReofferMetrics counters = new ReofferMetrics(FakeCounters.registry(metrics));
    final PagesOfQueues queues =
            new PagesOfQueues(tables.startingEpochs, work, runs, counters, new WholeOrSingly(failure -> false));
    final DueQueueReader reader = new DueQueueReader(queues);
    final ChosenItemReader items = new ChosenItemReader(tables.reofferingChosen, runs);
    final ChosenItemWriter offering =
            new ChosenItemWriter(tables.reofferingChosen, work, runs, counters, new WholeOrSingly(failure -> false));
    final List<Boolean> askedAgain = new ArrayList<>();

    @BeforeEach
    void aRunIsUnderWay() {
        tables.due.add(queue(1));
        runs.begin(new ReofferRuns.Attempts() {
            @Override
            public void now() {
                askedAgain.add(true);
            }

            @Override
            public void after(java.time.Duration time) {
                throw new UnsupportedOperationException();
            }
        });
        runs.attempt();
        tables.due.clear();
        reader.open(null, RUN, Share.ALL);
        items.open(null);
    }

    static List<QueueId> dueQueues(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(FakeTables::queue).toList();
    }
}
