package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
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
     * A transaction of its own for some of them, in a few queues, so that none of these is locked for long.
     *
     * @return how many; zero when none is left
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int takeOut() {
        return expiries.takeOut(clock.now());
    }
}
