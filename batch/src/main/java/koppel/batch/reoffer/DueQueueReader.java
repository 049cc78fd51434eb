package koppel.batch.reoffer;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import koppel.delivery.QueueId;
import koppel.delivery.StartingEpochs;
import koppel.shared.OrganisationId;

/** Reads the due queues in the order of their ids. The checkpoint is the last one; each page is asked for anew from there. */
@Named("dueQueueReader")
@Dependent
public class DueQueueReader extends AbstractItemReader {

    /** As many as a chunk, so that one statement does a whole chunk. */
    private static final int PAGE = 200;

    private final StartingEpochs epochs;
    private final ReofferRuns runs;
    private final Deque<QueueId> page = new ArrayDeque<>();

    @Inject
    @BatchProperty
    private String run;

    private Last last;

    private record Last(int organisation, int queue) implements Serializable {}

    @Inject
    public DueQueueReader(StartingEpochs epochs, ReofferRuns runs) {
        this.epochs = epochs;
        this.runs = runs;
    }

    @Override
    public void open(Serializable checkpoint) {
        last = (Last) checkpoint;
    }

    @Override
    public QueueId readItem() {
        return read(Long.parseLong(run));
    }

    QueueId read(long id) {
        if (page.isEmpty() && runs.goesOn(id)) {
            page.addAll(epochs.due(
                    Optional.ofNullable(last).map(at -> new QueueId(new OrganisationId(at.organisation()), at.queue())),
                    PAGE));
        }
        QueueId next = page.poll();
        if (next != null) {
            last = new Last(next.organisation().number(), next.number());
        }
        return next;
    }

    @Override
    public Serializable checkpointInfo() {
        return last;
    }
}
