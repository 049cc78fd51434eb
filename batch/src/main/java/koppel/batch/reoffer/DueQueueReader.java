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
import koppel.delivery.Share;
import koppel.delivery.StartingEpochs;
import koppel.shared.OrganisationId;

/**
 * Reads the due queues of a share in the order of their ids. The checkpoint is the last one; each page is asked for anew from there. One
 * thread alone stops at its limit: what is more is left to several.
 */
@Named("dueQueueReader")
@Dependent
public class DueQueueReader extends AbstractItemReader {

    /** As many as a chunk, so that one statement does a whole chunk: some 20 ms in which its queues' rows are locked. */
    private static final int PAGE = 1000;

    static final int MOST_BY_ONE_THREAD = 5 * PAGE;

    private final StartingEpochs epochs;
    private final ReofferRuns runs;
    private final Deque<QueueId> page = new ArrayDeque<>();

    @Inject
    @BatchProperty
    private String run;

    /** Which share; not set in a step that one thread does. */
    @Inject
    @BatchProperty
    private String share;

    @Inject
    @BatchProperty
    private String of;

    private Last last;
    private int read;

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
        return read(Long.parseLong(run), SharesOfQueues.share(share, of));
    }

    QueueId read(long id, Share mine) {
        boolean mayGoOn = !mine.equals(Share.ALL) || read < MOST_BY_ONE_THREAD;
        if (page.isEmpty() && mayGoOn && runs.goesOn(id)) {
            page.addAll(epochs.due(
                    Optional.ofNullable(last).map(at -> new QueueId(new OrganisationId(at.organisation()), at.queue())),
                    PAGE,
                    mine));
        }
        QueueId next = page.poll();
        if (next != null) {
            read++;
            last = new Last(next.organisation().number(), next.number());
        }
        return next;
    }

    @Override
    public Serializable checkpointInfo() {
        return last;
    }
}
