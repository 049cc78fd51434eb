package koppel.persistence.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import koppel.connection.KeyHolder;
import koppel.document.SendingKeys;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

/**
 * PROMISE: nothing is sent by a connection after its revocation was committed, on whichever node. The lock is shared, so that sends don't wait
 * for one another, and is the first of the transaction, as it is for whoever revokes.
 */
@Singleton
class PostgresSendingKeys implements SendingKeys {

    /**
     * Whether keys may send: a revocation that was committed before the statement began is seen. Keys that were replaced end by the time at
     * which the node took the message in ({@code %s}), as they do for {@link koppel.connection.StillValidKeys}.
     */
    static final String HOLD = """
            FROM key_generation k
            JOIN connection c ON c.organisation_id = k.organisation_id AND c.connection_id = k.connection_id
            JOIN software_package p ON p.software_package_id = c.software_package_id
            JOIN connection_organisation s ON s.connection_id = c.connection_id
            WHERE k.organisation_id = ? AND k.connection_id = ? AND k.generation = ?
              AND (k.valid_until IS NULL OR k.valid_until > %s)
              AND c.state = 'active' AND coalesce(c.sends, p.sends)
              AND s.organisation_id = ?
            """;

    private static final String LOCKED = "SELECT c.connection_id " + HOLD.formatted("?") + " FOR SHARE OF c";

    private final Sql sql;

    @Inject
    PostgresSendingKeys(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean hold(KeyHolder by, OrganisationId sender, Instant now) {
        return sql.first(
                        LOCKED,
                        row -> row.uuid("connection_id"),
                        by.owner().number(),
                        by.connection().value(),
                        by.generation(),
                        now,
                        sender.number())
                .isPresent();
    }
}
