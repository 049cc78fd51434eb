package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import koppel.shared.Clock;

/** Does the items of re-offers of chosen documents, a chunk a transaction, be it the caller's. */
@Singleton
public class ReofferingChosen {

    /** An item that failed so often is left; what hinders it is no passing trouble. */
    public static final int ATTEMPTS = 3;

    /** In which trouble may pass, and nothing is started only to try that item again. */
    public static final Duration BETWEEN_ATTEMPTS = Duration.ofMinutes(5);

    private final Reoffers reoffers;
    private final Clock clock;

    @Inject
    public ReofferingChosen(Reoffers reoffers, Clock clock) {
        this.reoffers = reoffers;
        this.clock = clock;
    }

    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public List<Reoffers.ItemId> open(Optional<Reoffers.ItemId> after, int limit, Share share) {
        return reoffers.open(after, limit, share, clock.now());
    }

    /** Whether the job would find something. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public boolean anyOpen() {
        return reoffers.anyOpen(clock.now());
    }

    /** Idempotent: an item with an outcome is left as it is. */
    @Transactional
    public Reoffers.Processed process(List<Reoffers.ItemId> items) {
        return items.isEmpty() ? Reoffers.Processed.NOTHING : reoffers.process(items, clock.now());
    }

    /** Notes that an item failed by itself, after its work was rolled back; not together with anything else, as its row may be what fails. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void failed(Reoffers.ItemId item) {
        reoffers.failed(item, ATTEMPTS, clock.now().plus(BETWEEN_ATTEMPTS));
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int completeFinished() {
        return reoffers.completeFinished(clock.now());
    }
}
