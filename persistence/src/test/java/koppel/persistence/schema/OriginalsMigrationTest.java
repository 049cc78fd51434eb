package koppel.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import koppel.persistence.Database;
import org.junit.jupiter.api.Test;

/** A database in which invoices had come to several party ids of an organisation and were originals beside one another. */
class OriginalsMigrationTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final String CHAMBER = "0106:12345678";
    private static final String VAT = "9944:NL123456789B01";
    private static final String MILL = "0106:99999999";
    private static final UUID CONNECTION = UUID.randomUUID();

    /** Each document's name, where it is told of one: a hyphen for an original, else what it repeats; when it was released. */
    private static final String DUPLICATES = """
            SELECT d.supplier_name || ' ' || coalesce(o.supplier_name, '-') || ' '
                || coalesce(extract(epoch FROM d.released_at - ?::timestamptz)::int::text, '-')
            FROM document d LEFT JOIN document o ON o.document_id = d.duplicate_of ORDER BY d.received_at, d.document_id""";

    private final Database database = Database.upTo("22", "originals_migration");

    private void organisation(int number) {
        database.execute("""
                WITH e AS (INSERT INTO environment (name, created_at) VALUES ('Test', now()) RETURNING environment_id)
                INSERT INTO organisation (organisation_id, environment_id, public_id, company_id, name, retention_days, created_at)
                OVERRIDING SYSTEM VALUE SELECT ?, environment_id, gen_random_uuid(), 'XCNL' || ?, 'Bakery', 1, now() FROM e""", number, number);
    }

    /** An invoice number 1 of the mill to the first organisation. */
    private UUID received(String name, String customer, int second) {
        return document(1, name, 1, "invoice", MILL, customer, "1", second);
    }

    private UUID document(
            int organisation,
            String name,
            int direction,
            String kind,
            String supplier,
            String customer,
            String number,
            int second) {
        UUID id = new UUID(second * 65_536L, database.number("SELECT count(*) FROM document"));
        Instant at = START.plusSeconds(second);
        database.execute(
                """
                INSERT INTO document (organisation_id, document_id, direction, kind, customization_id, profile_id, supplier,
                    supplier_name, customer, customer_name, number, issue_date, payable_amount, currency, entered_via,
                    received_at, expires_at, size, sha256)
                VALUES (?, ?, ?, ?, '', '', ?, ?, ?, '', ?, '2026-03-01', 1, 'EUR', 'intake',
                    ?::timestamptz, ?::timestamptz, 0, '')""",
                organisation,
                id,
                direction,
                kind,
                supplier,
                name,
                customer,
                number,
                at.toString(),
                at.plusSeconds(100_000).toString());
        return id;
    }

    /** One that was recognised already, since it came to the same party id. */
    private void repeats(UUID original, String name, String customer, int second, Integer released) {
        UUID id = document(1, name, 1, "invoice", MILL, customer, "of " + name, second);
        database.execute(
                "UPDATE document SET duplicate_of = ?, number = '1', released_at = ?::timestamptz WHERE document_id = ?",
                original,
                released == null ? null : START.plusSeconds(released).toString(),
                id);
    }

    /** The first organisation's connection, whose queue was open from the start. */
    private void queue() {
        database.execute("""
                INSERT INTO connection (organisation_id, connection_id, software_package_id, name, state, generation,
                    acknowledgement, lease_seconds, created_at)
                VALUES (1, ?, 'yuki', 'Yuki', 'active', 1, 'onDownload', 900, now())""", CONNECTION);
        database.execute("""
                WITH q AS (
                    INSERT INTO delivery_queue (organisation_id, connection_id, direction, open, epoch, next_position, epoch_started_at)
                    VALUES (1, ?, 1, true, 1, 10, ?::timestamptz) RETURNING organisation_id, queue_id, connection_id, epoch_started_at)
                INSERT INTO queue_epoch (organisation_id, queue_id, epoch, connection_id, why, first_position, floor_position,
                    offered_count, started_at)
                SELECT organisation_id, queue_id, 1, connection_id, 'connected', 1, 1, 0, epoch_started_at FROM q""", CONNECTION, START.toString());
    }

    private void offered(UUID document, int position) {
        database.execute("""
                INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, offered_at)
                SELECT organisation_id, queue_id, ?, ?, 1, now() FROM delivery_queue""", position, document);
    }

    private void retrieved(UUID document, int position) {
        database.execute("""
                INSERT INTO retrieval (organisation_id, queue_id, document_id, position, entered_epoch, epoch, generation,
                    offered_at, retrieved_at)
                SELECT organisation_id, queue_id, ?, ?, 1, 1, 1, now(), now() FROM delivery_queue""", document, position);
    }

    private List<String> offers() {
        return database.texts("SELECT h::text FROM offer_history h ORDER BY position");
    }

    private List<String> queued() {
        return database.texts("SELECT p::text FROM pending p ORDER BY position");
    }

    private List<String> heldBack() {
        return database.texts("""
                SELECT supplier_name FROM document WHERE duplicate_of IS NOT NULL AND released_at IS NULL ORDER BY received_at""");
    }

    @Test
    void ofSeveralOriginalsTheEarliestStaysAndTheOthersAreReleasedDuplicatesWhoseOffersStand() {
        organisation(1);
        organisation(2);
        queue();
        UUID second = received("second", VAT, 2);
        UUID first = received("first", CHAMBER, 1);
        UUID third = received("third", "0088:8712345678906", 3);
        repeats(second, "held", VAT, 4, null);
        repeats(second, "marked", VAT, 5, 7);
        repeats(first, "known", CHAMBER, 6, null);
        document(1, "credit", 1, "creditNote", MILL, VAT, "1", 10);
        document(1, "creditAgain", 1, "creditNote", MILL, CHAMBER, "1", 11);
        document(1, "otherNumber", 1, "invoice", MILL, VAT, "2", 12);
        document(1, "otherSupplier", 1, "invoice", "0106:88888888", VAT, "1", 13);
        document(1, "sent", 2, "invoice", MILL, VAT, "1", 14);
        document(1, "sentToo", 2, "invoice", MILL, CHAMBER, "1", 15);
        document(2, "elsewhere", 1, "invoice", MILL, "0106:77777777", "1", 16);
        document(1, "atOnce", 1, "invoice", MILL, VAT, "3", 20);
        document(1, "atOnceToo", 1, "invoice", MILL, CHAMBER, "3", 20);
        retrieved(first, 1);
        offered(second, 2);
        retrieved(third, 3);
        List<String> offers = offers();
        List<String> queued = queued();
        assertThat(offers).hasSize(3);
        assertThat(heldBack()).containsExactly("held", "known");

        Database.flyway(database.dataSource()).migrate();

        assertThat(database.texts(DUPLICATES, START.toString()))
                .containsExactly(
                        "first - -",
                        "second first 2",
                        "third first 3",
                        "held first -",
                        "marked first 7",
                        "known first -",
                        "credit - -",
                        "creditAgain credit 11",
                        "otherNumber - -",
                        "otherSupplier - -",
                        "sent - -",
                        "sentToo - -",
                        "elsewhere - -",
                        "atOnce - -",
                        "atOnceToo atOnce 20");
        assertThat(offers()).isEqualTo(offers);
        assertThat(queued()).isEqualTo(queued);
        assertThat(heldBack()).containsExactly("held", "known");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> received("again", "0106:66666666", 30))
                .withMessageContaining("document_one_original");
    }
}
