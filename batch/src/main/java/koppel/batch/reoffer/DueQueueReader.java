package koppel.batch.reoffer;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import koppel.delivery.QueueId;
import koppel.delivery.Share;
import koppel.shared.OrganisationId;

/** Reads the due queues of a share; an item is a page of them. The checkpoint is the last queue that was read. */
@Named("dueQueueReader")
@Dependent
public class DueQueueReader extends AbstractItemReader {

    private final PagesOfQueues queues;

    @Inject
    @BatchProperty
    private String run;

    @Inject
    @BatchProperty
    private String share;

    @Inject
    @BatchProperty
    private String of;

    private PagesOfQueues.Pages pages;

    private record Last(int organisation, int queue) implements Serializable {}

    @Inject
    public DueQueueReader(PagesOfQueues queues) {
        this.queues = queues;
    }

    @Override
    public void open(Serializable checkpoint) {
        open(checkpoint, Long.parseLong(run), SharesOfQueues.share(share, of));
    }

    void open(Serializable checkpoint, long id, Share mine) {
        pages = queues.pages(
                id,
                mine,
                Optional.ofNullable((Last) checkpoint)
                        .map(at -> new QueueId(new OrganisationId(at.organisation()), at.queue())));
    }

    @Override
    public List<QueueId> readItem() {
        List<QueueId> page = pages.next();
        return page.isEmpty() ? null : page;
    }

    @Override
    public Serializable checkpointInfo() {
        return pages.last()
                .map(queue -> new Last(queue.organisation().number(), queue.number()))
                .orElse(null);
    }
}
