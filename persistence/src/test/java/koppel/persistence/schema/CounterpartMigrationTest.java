package koppel.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;
import koppel.persistence.Database;
import org.junit.jupiter.api.Test;

/** A database in which the way back to the sender's document and the status that each document begins with were rows of their own. */
class CounterpartMigrationTest {

    private final Database database = Database.upTo("26", "counterpart_migration");

    private UUID document(int organisation, int direction, String... statuses) {
        UUID id = UUID.randomUUID();
        database.execute("""
                INSERT INTO document (organisation_id, document_id, direction, kind, customization_id, profile_id, supplier,
                    supplier_name, customer, customer_name, number, issue_date, payable_amount, currency, entered_via,
                    received_at, expires_at, size, sha256)
                VALUES (?, ?, ?, 'invoice', '', '', '0106:99999999', 'Mill', '0106:12345678', 'Bakery', ?, '2026-03-01', 1, 'EUR', 'send',
                    now(), now() + interval '1 day', 0, '')""", organisation, id, direction, id.toString());
        for (int i = 0; i < statuses.length; i++) {
            database.execute(
                    "INSERT INTO document_status VALUES (?, ?, ?, ?, '', now())", organisation, id, i + 1, statuses[i]);
        }
        return id;
    }

    @Test
    void theWayBackIsTheReceivedDocumentsOwnAndOfTheStatusesTheLaterOnesAreKept() {
        database.execute("""
                WITH e AS (INSERT INTO environment (name, created_at) VALUES ('Test', now()) RETURNING environment_id)
                INSERT INTO organisation (organisation_id, environment_id, public_id, company_id, name, retention_days, created_at)
                OVERRIDING SYSTEM VALUE
                SELECT n, environment_id, gen_random_uuid(), 'XCNL' || n, 'Company', 1, now() FROM e, generate_series(1, 2) n""");
        UUID sent = document(1, 2, "Sent", "AP");
        UUID received = document(2, 1, "Received", "AP");
        UUID expiredThere = UUID.randomUUID();
        UUID orphan = document(2, 1, "Received");
        UUID handedIn = document(2, 1, "Received", "Invalid", "Duplicate");
        database.execute("INSERT INTO document_counterpart VALUES (2, ?, 1, ?)", received, sent);
        database.execute("INSERT INTO document_counterpart VALUES (2, ?, 1, ?)", orphan, expiredThere);

        Database.flyway(database.dataSource()).migrate();

        assertThat(database.texts(
                        "SELECT concat_ws(' ', document_id, sender_organisation_id, sender_document_id) FROM document"))
                .containsExactlyInAnyOrder(
                        sent.toString(), received + " 1 " + sent, orphan + " 1 " + expiredThere, handedIn.toString());
        assertThat(
                        database.texts(
                                "SELECT document_id || ' ' || status_id || ' ' || name FROM document_status ORDER BY status_id, name"))
                .containsExactlyInAnyOrder(
                        sent + " 2 AP", received + " 2 AP", handedIn + " 2 Invalid", handedIn + " 3 Duplicate");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> database.execute(
                        "UPDATE document SET sender_organisation_id = 2, sender_document_id = ? WHERE document_id = ?",
                        received,
                        sent))
                .withMessageContaining("document_counterpart");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(
                        () -> database.execute("INSERT INTO document_status VALUES (1, ?, 1, 'Sent', '', now())", sent))
                .withMessageContaining("document_status_after_first");
    }
}
