package koppel.persistence.delivery;

import java.time.Instant;
import java.util.List;
import koppel.connection.RecentHolder;
import koppel.organisation.PartyId;

/**
 * What a statement asks for itself about keys that were valid within the last minute.
 *
 * <p>PROMISE: a revocation that was committed before the statement began, on whichever node, is seen by it; and so is the end of keys that
 * were replaced, since it is the statement's time that counts where it had to wait for its connection.
 */
final class StillValid {

    private StillValid() {}

    /** The generation is valid and its connection active, and handles downloads as it did when the keys were looked up. */
    static final String KEYS = """
            EXISTS (SELECT 1 FROM key_generation k JOIN connection c USING (organisation_id, connection_id)
                    WHERE k.organisation_id = ? AND k.connection_id = ? AND k.generation = ?
                      AND (k.valid_until IS NULL OR k.valid_until > greatest(?, statement_timestamp()))
                      AND c.state = 'active' AND c.acknowledgement = ?)
            """;

    static List<Object> keys(RecentHolder recent, Instant now) {
        return List.of(
                recent.asItWas().owner().number(),
                recent.asItWas().connection().value(),
                recent.asItWas().generation(),
                now,
                recent.asItWas().acknowledgement().word());
    }

    /** The organisation that a request names by a party id, if the connection serves it. */
    static final String SERVED_ORGANISATION = """
            (SELECT s.organisation_id FROM connection_organisation s
             WHERE s.connection_id = ? AND s.organisation_id = (SELECT organisation_id FROM party_id WHERE party_id = ? AND active))
            """;

    static List<Object> servedOrganisation(RecentHolder recent, PartyId party) {
        return List.of(recent.asItWas().connection().value(), party.toString());
    }
}
