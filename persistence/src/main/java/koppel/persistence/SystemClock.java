package koppel.persistence;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import koppel.shared.Clock;

/** The machine's clock, cut to the microseconds that the database keeps, so that a time read back equals the time written. */
@Singleton
class SystemClock implements Clock {

    @Override
    public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
