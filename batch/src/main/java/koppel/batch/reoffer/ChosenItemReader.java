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
import java.util.UUID;
import koppel.delivery.ReofferingChosen;
import koppel.delivery.Reoffers.ItemId;
import koppel.delivery.Share;

/** Reads the open items of re-offers of chosen documents, those of a share of the queues, in their order; the checkpoint is the last one. */
@Named("chosenItemReader")
@Dependent
public class ChosenItemReader extends AbstractItemReader {

    private static final int PAGE = 500;

    private final ReofferingChosen chosen;
    private final ReofferRuns runs;
    private final Deque<ItemId> page = new ArrayDeque<>();

    @Inject
    @BatchProperty
    private String run;

    @Inject
    @BatchProperty
    private String share;

    @Inject
    @BatchProperty
    private String of;

    private Last last;

    private record Last(int organisation, UUID run, int number) implements Serializable {}

    @Inject
    public ChosenItemReader(ReofferingChosen chosen, ReofferRuns runs) {
        this.chosen = chosen;
        this.runs = runs;
    }

    @Override
    public void open(Serializable checkpoint) {
        last = (Last) checkpoint;
    }

    @Override
    public ItemId readItem() {
        return read(Long.parseLong(run), SharesOfQueues.share(share, of));
    }

    ItemId read(long id, Share mine) {
        if (page.isEmpty() && runs.goesOn(id)) {
            page.addAll(chosen.open(
                    Optional.ofNullable(last).map(at -> new ItemId(at.organisation(), at.run(), at.number())),
                    PAGE,
                    mine));
        }
        ItemId next = page.poll();
        if (next != null) {
            last = new Last(next.organisation(), next.run(), next.number());
        }
        return next;
    }

    @Override
    public Serializable checkpointInfo() {
        return last;
    }
}
