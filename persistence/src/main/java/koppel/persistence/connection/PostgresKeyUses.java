package koppel.persistence.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import koppel.connection.Caller;
import koppel.connection.ConnectionId;
import koppel.connection.KeyUses;
import koppel.persistence.OncePerMinute;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

@Singleton
class PostgresKeyUses implements KeyUses {

    /** Who calls from ever more addresses does not fill the table: what is over goes under no address. */
    private static final int MOST_ADDRESSES = 100;

    private static final int MOST_SHOWN = 500;

    private final Sql sql;
    private final OncePerMinute<Place> uses = new OncePerMinute<>();

    @Inject
    PostgresKeyUses(Sql sql) {
        this.sql = sql;
    }

    private record Place(ConnectionId connection, int generation, String address) {}

    @Override
    public void used(ConnectionId connection, OrganisationId owner, int generation, Caller caller, Instant at) {
        if (uses.isDue(new Place(connection, generation, caller.address()), at)) {
            sql.change(
                    INTO + """
                            (organisation_id, connection_id, generation, address, agent, first_used_at, last_used_at)
                            SELECT ?, ?, ?, address, ?, ?, ? FROM place
                            ON CONFLICT (organisation_id, connection_id, generation, address) DO UPDATE
                            SET agent = excluded.agent, first_used_at = coalesce(u.first_used_at, excluded.first_used_at),
                                last_used_at = greatest(u.last_used_at, excluded.last_used_at)""",
                    owner.number(),
                    connection.value(),
                    generation,
                    caller.address(),
                    caller.address(),
                    owner.number(),
                    connection.value(),
                    generation,
                    caller.agent(),
                    at,
                    at);
        }
    }

    @Override
    public void failed(ConnectionId connection, OrganisationId owner, int generation, Caller caller, Instant at) {
        sql.change(
                INTO + """
                        (organisation_id, connection_id, generation, address, agent, failures, last_failed_at)
                        SELECT ?, ?, ?, address, ?, 1, ? FROM place
                        ON CONFLICT (organisation_id, connection_id, generation, address) DO UPDATE
                        SET failures = u.failures + 1, last_failed_at = excluded.last_failed_at,
                            agent = CASE WHEN u.last_used_at IS NULL THEN excluded.agent ELSE u.agent END""",
                owner.number(),
                connection.value(),
                generation,
                caller.address(),
                caller.address(),
                owner.number(),
                connection.value(),
                generation,
                caller.agent(),
                at);
    }

    private static final String INTO = """
            WITH others AS (SELECT count(*) AS addresses FROM key_use
                            WHERE organisation_id = ? AND connection_id = ? AND generation = ? AND address <> ?),
            place AS (SELECT CASE WHEN addresses < %d THEN ?::text ELSE '' END AS address FROM others)
            INSERT INTO key_use AS u\s""".formatted(MOST_ADDRESSES);

    @Override
    public List<Use> of(ConnectionId connection) {
        return sql.list(
                """
                SELECT u.* FROM connection c JOIN key_use u USING (organisation_id, connection_id) WHERE c.connection_id = ?
                ORDER BY u.generation DESC, greatest(u.last_used_at, u.last_failed_at) DESC, u.address LIMIT ?""",
                row -> new Use(
                        row.integer("generation"),
                        row.text("address"),
                        row.text("agent"),
                        row.maybeInstant("first_used_at"),
                        row.maybeInstant("last_used_at"),
                        row.integer("failures"),
                        row.maybeInstant("last_failed_at")),
                connection.value(),
                MOST_SHOWN);
    }
}
