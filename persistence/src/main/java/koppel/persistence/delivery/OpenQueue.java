package koppel.persistence.delivery;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import koppel.connection.KeyHolder;
import koppel.persistence.Directions;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** How a statement finds the queue that the holder of keys may reach into, and locks it. */
final class OpenQueue {

    private OpenQueue() {}

    /**
     * The queue of the holder, if it is open and the keys are still valid; locks it. Whoever waits for the lock finds the queue's newest
     * row, but the rows of all other tables as they were when the statement began. So the queue itself says which keys reach into it:
     * keys that a revocation ended meanwhile don't reach into the epoch that a reconnection started.
     */
    static final String LOCKED = """
            SELECT q.* FROM delivery_queue q
            WHERE q.connection_id = ? AND q.organisation_id = ? AND q.direction = ? AND q.open AND q.key_generation <= ?
              AND EXISTS (SELECT 1 FROM key_generation k
                          WHERE k.organisation_id = ? AND k.connection_id = ? AND k.generation = ?
                            AND (k.valid_until IS NULL OR k.valid_until > greatest(?, statement_timestamp())))
            FOR NO KEY UPDATE OF q
            """;

    /** The parameters of {@link #LOCKED}, and more behind them. */
    static Object[] of(
            KeyHolder holder, OrganisationId organisation, Direction direction, Instant now, Object... more) {
        Object[] own = {
            holder.connection().value(),
            organisation.number(),
            Directions.number(direction),
            holder.generation(),
            holder.owner().number(),
            holder.connection().value(),
            holder.generation(),
            now
        };
        return Stream.concat(Arrays.stream(own), Arrays.stream(more)).toArray();
    }
}
