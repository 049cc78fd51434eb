package koppel.connection;

import java.time.Instant;
import java.util.Optional;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;

/**
 * Port: makes of a caller that was known within the last minute one that is known now, each in one statement outside of any transaction.
 * Nothing in the answer says why there is none; then {@link AuthenticatingKeys} is the way.
 */
public interface StillValidKeys {

    /** Who calls, and the organisation that the request names. */
    record Serving(KeyHolder holder, Organisation organisation) {}

    /** The holder as it is now; empty when the keys are no longer valid. */
    Optional<KeyHolder> holder(RecentHolder recent, Instant now);

    /** The same, together with the organisation of a party id; empty when the connection does not serve it, too. */
    Optional<Serving> serving(RecentHolder recent, PartyId party, Instant now);
}
