package koppel.batch.reoffer;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import koppel.batch.WholeOrSingly;
import koppel.delivery.ReofferingChosen;
import koppel.delivery.Reoffers.ItemId;
import koppel.delivery.Reoffers.Processed;

/** Offers a chunk of chosen documents again; if that fails, each by itself. */
@Named("chosenItemWriter")
@Dependent
public class ChosenItemWriter extends AbstractItemWriter {

    private final ReofferingChosen chosen;
    private final RecordedWork work;
    private final ReofferRuns runs;
    private final ReofferMetrics metrics;
    private final WholeOrSingly chunks;

    @Inject
    @BatchProperty
    private String run;

    @Inject
    public ChosenItemWriter(
            ReofferingChosen chosen,
            RecordedWork work,
            ReofferRuns runs,
            ReofferMetrics metrics,
            WholeOrSingly chunks) {
        this.chosen = chosen;
        this.work = work;
        this.runs = runs;
        this.metrics = metrics;
        this.chunks = chunks;
    }

    @Override
    public void writeItems(List<Object> items) {
        write(Long.parseLong(run), items.stream().map(ItemId.class::cast).toList());
    }

    void write(long id, List<ItemId> open) {
        runs.work(
                id,
                () -> chunks.work(
                        open,
                        items -> {
                            Processed processed = work.reoffer(id, items);
                            if (processed.done() > 0) {
                                runs.gotSomethingDone(id);
                                metrics.reoffered(processed.offered());
                            }
                        },
                        (item, failure) -> {
                            work.failed(id, item, failure);
                            metrics.failed();
                            FollowUp.of(item, "has its failure noted", () -> chosen.failed(item));
                        }));
    }
}
