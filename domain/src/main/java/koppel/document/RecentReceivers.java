package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;
import koppel.shared.Clock;

/**
 * Which organisations this node found under party ids within the last minute. Whether they still are reached there is not answered here:
 * only what asks that itself in storing, as {@link DirectIntake} does, may go by it.
 */
@Singleton
class RecentReceivers {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 5_000;

    private final Map<PartyId, Known> known = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Known(Organisation organisation, Instant since) {}

    @Inject
    RecentReceivers(Clock clock) {
        this.clock = clock;
    }

    void remember(PartyId party, Organisation organisation) {
        if (known.size() >= MOST_REMEMBERED && !known.containsKey(party)) {
            known.clear();
        }
        known.put(party, new Known(organisation, clock.now()));
    }

    void forget(PartyId party) {
        known.remove(party);
    }

    /** Empty says nothing about the party. */
    Optional<Organisation> of(PartyId party) {
        return Optional.ofNullable(known.get(party))
                .filter(found -> clock.now().isBefore(found.since().plus(REMEMBERED)))
                .map(Known::organisation);
    }
}
