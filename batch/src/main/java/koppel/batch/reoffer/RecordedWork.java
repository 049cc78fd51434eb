package koppel.batch.reoffer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import koppel.batch.FailureText;
import koppel.batchrun.BatchRuns.ItemResult;
import koppel.batchrun.OwningJobs;
import koppel.delivery.DueQueues.Started;
import koppel.delivery.QueueId;
import koppel.delivery.ReofferingChosen;
import koppel.delivery.Reoffers.ItemId;
import koppel.delivery.Reoffers.Processed;
import koppel.delivery.StartingEpochs;

/** Does items of a run and puts their results on record in the same transaction, so that a crash takes both or neither. */
@Singleton
public class RecordedWork {

    private final StartingEpochs epochs;
    private final ReofferingChosen chosen;
    private final OwningJobs jobs;

    @Inject
    public RecordedWork(StartingEpochs epochs, ReofferingChosen chosen, OwningJobs jobs) {
        this.epochs = epochs;
        this.chosen = chosen;
        this.jobs = jobs;
    }

    /** Queues that are no longer due have no result. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Started> startEpochs(long run, List<QueueId> queues) {
        List<Started> started = epochs.start(queues);
        jobs.addResults(
                run,
                started.stream()
                        .map(one ->
                                new ItemResult(Optional.of(one.queue()), true, one.offered(), "epoch " + one.epoch()))
                        .toList());
        return started;
    }

    /**
     * The result of each item is on record with the re-offer that it belongs to, and only counted here.
     *
     * @return what was done
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Processed reoffer(long run, List<ItemId> items) {
        Processed processed = chosen.process(items);
        jobs.addDone(run, processed.done());
        return processed;
    }

    /** That the queue is to wait for its next attempt is noted apart from this: its row may be what cannot be written. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void failed(long run, QueueId queue, RuntimeException failure) {
        jobs.addResults(run, List.of(new ItemResult(Optional.of(queue), false, 0, FailureText.of(failure))));
    }

    /** Says to the operator why. That the item is to wait for its next attempt is noted apart from this, as for a queue. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void failed(long run, ItemId item, RuntimeException failure) {
        String which = "re-offer " + item.run() + " item " + item.number() + ": ";
        jobs.addResults(run, List.of(new ItemResult(Optional.empty(), false, 0, which + FailureText.of(failure))));
    }
}
