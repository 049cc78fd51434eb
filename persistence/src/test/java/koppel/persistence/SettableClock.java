package koppel.persistence;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import koppel.shared.Clock;

/** A clock that tests move; each look at it is a microsecond later than the one before. */
public final class SettableClock implements Clock {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MICROS));

    @Override
    public Instant now() {
        return now.updateAndGet(before -> before.plus(1, ChronoUnit.MICROS));
    }

    public void advance(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
