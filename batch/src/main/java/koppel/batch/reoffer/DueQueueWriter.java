package koppel.batch.reoffer;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import koppel.delivery.QueueId;

/** Starts the epochs of the pages of queues that were read. */
@Named("dueQueueWriter")
@Dependent
public class DueQueueWriter extends AbstractItemWriter {

    private final PagesOfQueues queues;

    @Inject
    @BatchProperty
    private String run;

    @Inject
    public DueQueueWriter(PagesOfQueues queues) {
        this.queues = queues;
    }

    @Override
    public void writeItems(List<Object> items) {
        write(Long.parseLong(run), items);
    }

    void write(long id, List<?> pages) {
        for (Object page : pages) {
            queues.start(id, ((List<?>) page).stream().map(QueueId.class::cast).toList());
        }
    }
}
