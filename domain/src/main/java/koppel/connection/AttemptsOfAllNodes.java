package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Failures are counted in transactions of their own: what failed is usually rolled back, and nobody waits for another's to end. */
@Singleton
public class AttemptsOfAllNodes {

    private final AttemptCounts counts;

    @Inject
    public AttemptsOfAllNodes(AttemptCounts counts) {
        this.counts = counts;
    }

    /** As {@link AttemptCounts#add}. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public AttemptCounts.Count add(String tried, Instant now, Instant ends) {
        return counts.add(tried, now, ends);
    }

    /** As {@link AttemptCounts#current}. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Optional<AttemptCounts.Count> current(String tried, Instant now) {
        return counts.current(tried, now);
    }
}
