package koppel.persistence.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import koppel.connection.KeyHolder;
import koppel.document.SendingKeys;
import koppel.persistence.Sql;
import koppel.shared.Clock;
import koppel.shared.OrganisationId;

/**
 * PROMISE: what goes the long way is not stored after the connection's revocation was committed, on whichever node. The lock comes after
 * documents and before queues, as for whoever revokes, who has no documents; and in a statement of its own, since one that waited for it would
 * still see keys and services as they were before. It is no shared one: those pass by whoever waits to revoke, and a package that never pauses
 * could keep its keys.
 */
@Singleton
class PostgresSendingKeys implements SendingKeys {

    /** Whether keys may send at the time {@code %s}: a revocation that was committed before the statement began is seen. */
    static final String HOLD = """
            FROM key_generation k
            JOIN connection c ON c.organisation_id = k.organisation_id AND c.connection_id = k.connection_id
            JOIN software_package p ON p.software_package_id = c.software_package_id
            JOIN connection_organisation s ON s.connection_id = c.connection_id
            WHERE k.organisation_id = ? AND k.connection_id = ? AND k.generation = ?
              AND (k.valid_until IS NULL OR k.valid_until > greatest(%s, statement_timestamp()))
              AND c.state = 'active' AND coalesce(c.sends, p.sends)
              AND s.organisation_id = ?
            """;

    private static final String LOCK =
            "SELECT connection_id FROM connection WHERE organisation_id = ? AND connection_id = ? FOR NO KEY UPDATE";
    private static final String HELD = "SELECT count(*) " + HOLD.formatted("?");

    private final Sql sql;
    private final Clock clock;

    @Inject
    PostgresSendingKeys(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public boolean hold(KeyHolder by, OrganisationId sender) {
        return sql.first(
                                LOCK,
                                row -> row.uuid("connection_id"),
                                by.owner().number(),
                                by.connection().value())
                        .isPresent()
                && sql.number(
                                HELD,
                                by.owner().number(),
                                by.connection().value(),
                                by.generation(),
                                clock.now(),
                                sender.number())
                        > 0;
    }
}
