package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import koppel.shared.Clock;

/** The ledger as operators watch it. */
@Singleton
public class WatchingLedger {

    private final LedgerFigures figures;
    private final Clock clock;

    @Inject
    public WatchingLedger(LedgerFigures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    /** @param oldestUnretrieved how long the document that has waited longest has waited; zero when none waits */
    public record View(long waiting, long due, Duration longestDue, Duration oldestUnretrieved) {

        public static final View NOTHING = new View(0, 0, Duration.ZERO, Duration.ZERO);
    }

    @Transactional
    public View now() {
        Instant now = clock.now();
        LedgerFigures.Figures read = figures.read();
        return new View(
                read.waiting(),
                read.due(),
                read.dueSince().map(since -> age(since, now)).orElse(Duration.ZERO),
                read.oldestUnretrieved().map(since -> age(since, now)).orElse(Duration.ZERO));
    }

    /** Another node's clock may be ahead of ours. */
    private static Duration age(Instant since, Instant now) {
        return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }
}
