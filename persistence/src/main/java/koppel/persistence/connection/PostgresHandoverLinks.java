package koppel.persistence.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.connection.Connection;
import koppel.connection.ConnectionId;
import koppel.connection.HandoverLinks;
import koppel.connection.keys.SecretHash;
import koppel.persistence.Sql;
import koppel.user.EmailAddress;
import koppel.user.User;
import koppel.user.UserId;

@Singleton
class PostgresHandoverLinks implements HandoverLinks {

    private final Sql sql;

    @Inject
    PostgresHandoverLinks(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(SecretHash token, Connection connection, UserId by, Instant now, Instant expiresOn) {
        sql.change(
                """
                INSERT INTO handover_link
                    (token_hash, pepper_id, organisation_id, connection_id, generation, created_at, created_by, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                token.value(),
                token.pepperId(),
                connection.facts().owner().number(),
                connection.id().value(),
                connection.generation(),
                now,
                by.number(),
                expiresOn);
    }

    /** PROMISE: a link is taken once; of two at once the second finds it taken when the row's lock is free. */
    @Override
    public Optional<Link> take(List<SecretHash> hashes, Instant now) {
        for (SecretHash hash : hashes) {
            Optional<Link> taken = sql.first(
                    """
                    UPDATE handover_link l SET redeemed_at = ? FROM user_account a
                    WHERE l.token_hash = ? AND l.pepper_id = ? AND l.redeemed_at IS NULL AND l.expires_at > ? AND a.user_id = l.created_by
                    RETURNING l.connection_id, l.generation, a.user_id, a.email, a.name, a.operator""",
                    row -> new Link(
                            new ConnectionId(row.uuid("connection_id")),
                            row.integer("generation"),
                            new User(
                                    new UserId(row.integer("user_id")),
                                    new EmailAddress(row.text("email")),
                                    row.text("name"),
                                    row.flag("operator"))),
                    now,
                    hash.value(),
                    hash.pepperId(),
                    now);
            if (taken.isPresent()) {
                return taken;
            }
        }
        return Optional.empty();
    }
}
