package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;
import koppel.shared.Clock;
import koppel.shared.Remembered;

/**
 * Which organisations this node found under party ids within the last minute. Whether they still are reached there is not answered here:
 * only what asks that itself in storing, as {@link DirectIntake} does, may go by it.
 */
@Singleton
class RecentReceivers {

    private final Remembered<PartyId, Organisation> known;

    @Inject
    RecentReceivers(Clock clock) {
        known = new Remembered<>(clock, Duration.ofMinutes(1), 5_000);
    }

    void remember(PartyId party, Organisation organisation) {
        known.remember(party, organisation);
    }

    void forget(PartyId party) {
        known.forget(party);
    }

    /** Empty says nothing about the party. */
    Optional<Organisation> of(PartyId party) {
        return known.of(party);
    }
}
