package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import koppel.connection.StillValidKeys.Serving;
import koppel.organisation.PartyId;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;

/** Finds out whether keys that were valid within the last minute still are. An empty answer says nothing; {@link AuthenticatingKeys} tells why. */
@Singleton
public class ConfirmingKeys {

    private final StillValidKeys keys;
    private final Clock clock;

    @Inject
    public ConfirmingKeys(StillValidKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    public Optional<KeyHolder> holder(RecentHolder recent) {
        return keys.holder(recent, clock.now());
    }

    /** @param party the organisation that a request names, by its party id as nearly everybody does; anything else is answered with nothing */
    public Optional<Serving> serving(RecentHolder recent, String party) {
        try {
            return keys.serving(recent, PartyId.parse(party), clock.now());
        } catch (InvalidInput notAPartyId) {
            return Optional.empty();
        }
    }
}
