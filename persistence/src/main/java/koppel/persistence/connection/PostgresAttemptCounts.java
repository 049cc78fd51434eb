package koppel.persistence.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import koppel.connection.AttemptCounts;
import koppel.persistence.Sql;

@Singleton
class PostgresAttemptCounts implements AttemptCounts {

    private final Sql sql;

    @Inject
    PostgresAttemptCounts(Sql sql) {
        this.sql = sql;
    }

    /**
     * Whoever adds a row takes a few away that are over, so that the table stays as small as what is going on. That never waits, and comes
     * last: two who do it at once do not wait for each other in a circle.
     */
    @Override
    public Count add(String tried, Instant now, Instant ends) {
        Count count = sql.first("""
                        INSERT INTO failed_attempt AS f (tried, failures, ends_at) VALUES (?, 1, ?)
                        ON CONFLICT (tried) DO UPDATE
                        SET failures = CASE WHEN f.ends_at <= ? THEN 1 ELSE f.failures + 1 END,
                            ends_at = CASE WHEN f.ends_at <= ? THEN excluded.ends_at ELSE f.ends_at END
                        RETURNING failures, ends_at""", PostgresAttemptCounts::toDomain, hash(tried), ends, now, now)
                .orElseThrow();
        sql.change("""
                DELETE FROM failed_attempt WHERE tried IN (
                    SELECT tried FROM failed_attempt WHERE ends_at <= ? ORDER BY ends_at LIMIT 4 FOR UPDATE SKIP LOCKED)""", now);
        return count;
    }

    @Override
    public Optional<Count> current(String tried, Instant now) {
        return sql.first(
                "SELECT failures, ends_at FROM failed_attempt WHERE tried = ? AND ends_at > ?",
                PostgresAttemptCounts::toDomain,
                hash(tried),
                now);
    }

    private static Count toDomain(Sql.Row row) throws SQLException {
        return new Count(row.integer("failures"), row.instant("ends_at"));
    }

    /** Addresses of people and of machines are nobody's business here. */
    private static byte[] hash(String tried) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(tried.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
