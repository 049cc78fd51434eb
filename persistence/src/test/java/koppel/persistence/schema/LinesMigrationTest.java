package koppel.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.UUID;
import koppel.persistence.Database;
import org.junit.jupiter.api.Test;

/** A database in which connections already followed one another, and one message had already gone out twice. */
class LinesMigrationTest {

    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();
    private static final UUID THIRD = UUID.randomUUID();
    private static final UUID ALONE = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final UUID OTHERS_FOLLOWER = UUID.randomUUID();

    private final Database database = Database.upTo("17", "lines_migration");

    private void connection(UUID id, UUID follows) {
        connection(id, follows, "radar");
    }

    private void connection(UUID id, UUID follows, String softwarePackage) {
        database.execute("""
                INSERT INTO connection (organisation_id, connection_id, software_package_id, name, state, generation,
                    acknowledgement, lease_seconds, follows, created_at, revoked_at)
                VALUES (1, ?, ?, 'Radar', 'revoked', 1, 'onDownload', 900, ?, now(), now())""", id, softwarePackage, follows);
    }

    private void sent(UUID by, String key, int second) {
        Instant at = Instant.parse("2026-03-02T10:00:00Z").plusSeconds(second);
        database.execute("""
                INSERT INTO document (organisation_id, document_id, direction, kind, customization_id, profile_id, supplier,
                    supplier_name, customer, customer_name, number, issue_date, payable_amount, currency, entered_via,
                    received_at, expires_at, size, sha256, sent_by, idempotency_key)
                VALUES (1, gen_random_uuid(), 2, 'invoice', '', '', '', '', '', '', '1', current_date, 1, 'EUR', 'send',
                    ?::timestamptz, ?::timestamptz, 0, '', ?, ?)""", at.toString(), at.plusSeconds(1000).toString(), by, key);
    }

    private String lines(String key) {
        return String.join(" ", database.texts("""
                        SELECT coalesce(c.name, 'none') FROM document d LEFT JOIN connection c ON c.connection_id = d.sent_line
                        WHERE d.idempotency_key = ? ORDER BY d.received_at""", key));
    }

    @Test
    void theFirstOfAMessageKeepsItsKeyForTheWholeLineAndNothingIsLost() {
        database.execute("""
                WITH e AS (INSERT INTO environment (name, created_at) VALUES ('Test', now()) RETURNING environment_id)
                INSERT INTO organisation (organisation_id, environment_id, public_id, company_id, name, retention_days, created_at)
                OVERRIDING SYSTEM VALUE SELECT 1, environment_id, gen_random_uuid(), 'XCNL1', 'Mill', 1, now() FROM e""");
        connection(FIRST, null);
        connection(SECOND, FIRST);
        connection(THIRD, SECOND);
        connection(ALONE, null);
        connection(OTHER, THIRD, "exact-multivers");
        connection(OTHERS_FOLLOWER, OTHER, "exact-multivers");
        database.execute("UPDATE connection SET name = 'first' WHERE connection_id = ?", FIRST);
        sent(SECOND, "of the second", 1);
        sent(FIRST, "of all", 2);
        sent(SECOND, "of all", 1);
        sent(THIRD, "of all", 3);
        sent(SECOND, "of two", 1);
        sent(THIRD, "of two", 2);
        sent(ALONE, "of two", 3);
        sent(OTHER, "of the other", 1);
        sent(OTHERS_FOLLOWER, "of its follower", 1);
        sent(FIRST, "of both packages", 1);
        sent(OTHERS_FOLLOWER, "of both packages", 2);

        Database.flyway(database.dataSource()).migrate();

        assertThat(database.texts(
                        "SELECT connection_id::text FROM connection WHERE line = ? ORDER BY created_at", FIRST))
                .containsExactlyInAnyOrder(SECOND.toString(), THIRD.toString());
        assertThat(lines("of the second")).isEqualTo("first");
        assertThat(lines("of all")).isEqualTo("none none none");
        assertThat(lines("of two")).isEqualTo("first none none");
        assertThat(database.texts("SELECT connection_id::text FROM connection WHERE line = ?", OTHER))
                .containsExactly(OTHERS_FOLLOWER.toString());
        database.execute("UPDATE connection SET name = 'other' WHERE connection_id = ?", OTHER);
        assertThat(lines("of the other")).isEqualTo("none");
        assertThat(lines("of its follower")).isEqualTo("other");
        assertThat(lines("of both packages")).isEqualTo("none other");
        assertThat(database.number("SELECT count(*) FROM document")).isEqualTo(11);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> sent(FIRST, "of the second", 4));
    }
}
