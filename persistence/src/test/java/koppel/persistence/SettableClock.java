package koppel.persistence;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import koppel.shared.Clock;

/** A clock that tests move forward of the time that it is; each look at it is at least a microsecond later than the one before. */
public final class SettableClock implements Clock {

    private final AtomicReference<Instant> now = new AtomicReference<>(real());

    @Override
    public Instant now() {
        return now.updateAndGet(before -> {
            Instant next = before.plus(1, ChronoUnit.MICROS);
            return next.isBefore(real()) ? real() : next;
        });
    }

    private static Instant real() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    public void advance(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
