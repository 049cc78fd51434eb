package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.delivery.ParkedOffers;
import koppel.document.DocumentId;
import koppel.persistence.Directions;
import koppel.persistence.Paging;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.shared.Page;

/** A parked offer is leased without end, in its epoch only. */
@Singleton
class PostgresParkedOffers implements ParkedOffers {

    private final Sql sql;

    @Inject
    PostgresParkedOffers(Sql sql) {
        this.sql = sql;
    }

    private record Row(int queue, Parked parked) {

        String key() {
            return queue + " " + parked.document();
        }
    }

    @Override
    public Page<Parked> of(OrganisationId organisation, Optional<String> after, int limit) {
        Optional<String[]> cursor = after.map(text -> Paging.key(text).split(" ", -1));
        List<Row> rows = sql.list(
                """
                SELECT p.queue_id, p.document_id, q.direction, q.connection_id, d.supplier, d.number, p.failures, p.offered_at
                FROM delivery_queue q
                JOIN pending p ON p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                JOIN document d ON d.organisation_id = p.organisation_id AND d.document_id = p.document_id
                WHERE q.organisation_id = ? AND q.open AND p.lease_until = '9999-12-31 00:00:00+00' AND p.lease_epoch = q.epoch
                  AND (p.queue_id, p.document_id) > (?, ?)
                ORDER BY p.queue_id, p.document_id LIMIT ?""",
                row -> new Row(
                        row.integer("queue_id"),
                        new Parked(
                                new DocumentId(row.uuid("document_id")),
                                Directions.of(row.integer("direction")),
                                new ConnectionId(row.uuid("connection_id")),
                                row.text("supplier"),
                                row.text("number"),
                                row.integer("failures"),
                                row.instant("offered_at"))),
                organisation.number(),
                cursor.map(PostgresParkedOffers::queue).orElse(0),
                cursor.map(PostgresParkedOffers::document).orElse(new UUID(0, 0)),
                limit + 1);
        return Paging.page(rows, limit, Row::parked, last -> Paging.text(last.key()));
    }

    private static int queue(String[] cursor) {
        try {
            return Integer.parseInt(cursor[0]);
        } catch (NumberFormatException notOurs) {
            throw Paging.notACursor();
        }
    }

    private static UUID document(String[] cursor) {
        try {
            return UUID.fromString(cursor[cursor.length - 1]);
        } catch (IllegalArgumentException notOurs) {
            throw Paging.notACursor();
        }
    }

    @Override
    public int redrive(OrganisationId organisation, DocumentId document, Instant now) {
        return sql.change("""
                WITH q AS MATERIALIZED (
                    SELECT q.* FROM delivery_queue q
                    WHERE q.organisation_id = ? AND q.open AND EXISTS (
                        SELECT 1 FROM pending p WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                          AND p.document_id = ? AND p.lease_until = '9999-12-31 00:00:00+00' AND p.lease_epoch = q.epoch)
                    ORDER BY q.queue_id FOR NO KEY UPDATE OF q),
                counted AS (
                    UPDATE delivery_queue d SET next_position = d.next_position + 1, newest_offer_at = greatest(d.newest_offer_at, ?)
                    FROM q WHERE d.organisation_id = q.organisation_id AND d.queue_id = q.queue_id),
                moved AS (
                    UPDATE pending p SET position = q.next_position, offered_at = greatest(q.newest_offer_at, ?), reoffered = true,
                        entered_position = coalesce(p.entered_position, p.position), failures = 0, lease_until = NULL, lease_epoch = NULL
                    FROM q WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.document_id = ?
                      AND p.lease_until = '9999-12-31 00:00:00+00' AND p.lease_epoch = q.epoch
                    RETURNING p.organisation_id, p.queue_id, p.document_id, p.position, q.epoch, p.offered_at)
                INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, generation, position, at)
                SELECT organisation_id, queue_id, document_id, 'redriven', epoch, NULL, position, offered_at FROM moved""", organisation.number(), document.value(), now, now, document.value());
    }
}
