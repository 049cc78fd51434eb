package koppel.batch.reoffer;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import koppel.batch.WholeOrSingly;
import koppel.delivery.DueQueues.Started;
import koppel.delivery.QueueId;

/** Starts the epochs of a chunk of queues in one statement; if that fails, of each by itself. */
@Named("dueQueueWriter")
@Dependent
public class DueQueueWriter extends AbstractItemWriter {

    private final RecordedWork work;
    private final ReofferRuns runs;
    private final ReofferMetrics metrics;

    @Inject
    @BatchProperty
    private String run;

    @Inject
    public DueQueueWriter(RecordedWork work, ReofferRuns runs, ReofferMetrics metrics) {
        this.work = work;
        this.runs = runs;
        this.metrics = metrics;
    }

    @Override
    public void writeItems(List<Object> items) {
        write(Long.parseLong(run), items.stream().map(QueueId.class::cast).toList());
    }

    void write(long id, List<QueueId> due) {
        WholeOrSingly.work(
                due,
                queues -> {
                    List<Started> started = work.startEpochs(id, queues);
                    if (!started.isEmpty()) {
                        runs.gotSomethingDone(id);
                        metrics.started(
                                started.size(),
                                started.stream().mapToLong(Started::offered).sum());
                    }
                },
                (queue, failure) -> {
                    work.failed(id, queue, failure);
                    metrics.failed();
                });
    }
}
