package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import koppel.shared.Clock;

/** Does the items of re-offers of chosen documents, a chunk a transaction, be it the caller's. */
@Singleton
public class ReofferingChosen {

    private final Reoffers reoffers;
    private final Clock clock;

    @Inject
    public ReofferingChosen(Reoffers reoffers, Clock clock) {
        this.reoffers = reoffers;
        this.clock = clock;
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Reoffers.ItemId> open(Optional<Reoffers.ItemId> after, int limit, Share share) {
        return reoffers.open(after, limit, share);
    }

    /** Whether the job would find something. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean anyOpen() {
        return reoffers.anyOpen();
    }

    /** Idempotent: an item with an outcome is left as it is. */
    @Transactional
    public int process(List<Reoffers.ItemId> items) {
        return items.isEmpty() ? 0 : reoffers.process(items, clock.now());
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int completeFinished() {
        return reoffers.completeFinished(clock.now());
    }
}
