package koppel.shared;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until a test moves it. */
public final class SetClock implements Clock {

    /** Where it stands at first. */
    public static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    private Instant now = START;

    @Override
    public Instant now() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }
}
