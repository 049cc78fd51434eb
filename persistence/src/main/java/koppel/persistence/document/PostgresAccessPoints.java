package koppel.persistence.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.SecretHash;
import koppel.document.AccessPoint;
import koppel.document.AccessPoints;
import koppel.persistence.Sql;
import koppel.user.UserId;

@Singleton
class PostgresAccessPoints implements AccessPoints {

    private final Sql sql;

    @Inject
    PostgresAccessPoints(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(AccessPoint accessPoint, UserId by) {
        sql.change(
                """
                INSERT INTO access_point (access_point_id, name, client_id, secret_hash, pepper_id, created_at, created_by)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                accessPoint.id(),
                accessPoint.name(),
                accessPoint.clientId().value(),
                accessPoint.secret().value(),
                accessPoint.secret().pepperId(),
                accessPoint.createdOn(),
                by.number());
    }

    @Override
    public List<AccessPoint> all() {
        return sql.list(
                "SELECT * FROM access_point ORDER BY created_at DESC, access_point_id", PostgresAccessPoints::toDomain);
    }

    @Override
    public Optional<AccessPoint> byClientId(AppKey clientId) {
        return sql.first(
                "SELECT * FROM access_point WHERE client_id = ?", PostgresAccessPoints::toDomain, clientId.value());
    }

    @Override
    public void rehash(AppKey clientId, SecretHash hash) {
        sql.change(
                "UPDATE access_point SET secret_hash = ?, pepper_id = ? WHERE client_id = ?",
                hash.value(),
                hash.pepperId(),
                clientId.value());
    }

    @Override
    public boolean revoke(UUID id, Instant at) {
        return sql.change(
                        "UPDATE access_point SET revoked_at = ? WHERE access_point_id = ? AND revoked_at IS NULL",
                        at,
                        id)
                == 1;
    }

    private static AccessPoint toDomain(Sql.Row row) throws SQLException {
        return new AccessPoint(
                row.uuid("access_point_id"),
                row.text("name"),
                new AppKey(row.text("client_id")),
                new SecretHash(row.text("pepper_id"), row.bytes("secret_hash")),
                row.instant("created_at"),
                row.maybeInstant("revoked_at"));
    }
}
