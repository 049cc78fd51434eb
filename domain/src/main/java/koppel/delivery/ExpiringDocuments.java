package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import koppel.shared.Clock;

/** Takes out of the delivery queues what has expired, so that nothing counts it as waiting any more. */
@Singleton
public class ExpiringDocuments {

    private final Expiries expiries;
    private final Clock clock;

    @Inject
    public ExpiringDocuments(Expiries expiries, Clock clock) {
        this.expiries = expiries;
        this.clock = clock;
    }

    /**
     * A few queues that hold any, so that none of these is locked for long.
     *
     * @param after the last queue of the round before
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<QueueId> holding(Optional<QueueId> after) {
        return expiries.holding(after, clock.now());
    }

    /**
     * A transaction of its own for some of them.
     *
     * @return how many left the queues
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int takeOut(List<QueueId> queues) {
        return expiries.takeOut(queues, clock.now());
    }
}
