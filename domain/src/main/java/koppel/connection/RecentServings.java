package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import koppel.connection.StillValidKeys.Serving;
import koppel.organisation.PartyId;
import koppel.shared.Clock;
import koppel.shared.Remembered;

/**
 * Which organisations this node found keys to serve within the last minute, by the party ids with which requests named them. Whether the
 * keys are valid and serve them still is not answered here: only what asks that itself in storing may go by it, and take the holder that it
 * finds here for what a {@link RecentHolder} is.
 */
@Singleton
public class RecentServings {

    private final Remembered<Named, Serving> known;

    private record Named(ConnectionId connection, int generation, PartyId party) {}

    @Inject
    public RecentServings(Clock clock) {
        known = new Remembered<>(clock, Duration.ofMinutes(1), 5_000);
    }

    /** @param serving as the database has just said */
    public void remember(PartyId party, Serving serving) {
        known.remember(named(serving.holder(), party), serving);
    }

    /** Empty says nothing about the keys. */
    public Optional<Serving> of(RecentHolder recent, PartyId party) {
        return known.of(named(recent.asItWas(), party));
    }

    /** For whoever has asked anew and was refused, so that the next call is refused before anything is done for it. */
    public void forget(RecentHolder recent, PartyId party) {
        known.forget(named(recent.asItWas(), party));
    }

    private static Named named(KeyHolder holder, PartyId party) {
        return new Named(holder.connection(), holder.generation(), party);
    }
}
