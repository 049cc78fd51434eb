package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.delivery.QueueId;
import koppel.document.DocumentQueues;
import koppel.persistence.Directions;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

@Singleton
class PostgresDocumentQueues implements DocumentQueues {

    private final Sql sql;
    private final StartDates startDates;

    @Inject
    PostgresDocumentQueues(Sql sql, StartDates startDates) {
        this.sql = sql;
        this.startDates = startDates;
    }

    /**
     * The second statement is bound to the queues that the first one locked: a queue that a new consumer got in between starts without
     * these documents, and its row would be locked out of order.
     */
    @Override
    public void enter(List<Entry> entries, Instant now) {
        if (entries.isEmpty()) {
            return;
        }
        Integer[] organisations =
                entries.stream().map(entry -> entry.organisation().number()).toArray(Integer[]::new);
        Integer[] directions = entries.stream()
                .map(entry -> Directions.number(entry.direction()))
                .toArray(Integer[]::new);
        UUID[] documents =
                entries.stream().map(entry -> entry.document().value()).toArray(UUID[]::new);
        UUID[] exceptions = entries.stream()
                .map(entry -> entry.except().map(ConnectionId::value).orElse(null))
                .toArray(UUID[]::new);
        QueueArrays locked = QueueArrays.of(sql.list(
                """
                SELECT q.organisation_id, q.queue_id FROM unnest(?, ?, ?) AS e(organisation_id, direction, except_connection)
                JOIN delivery_queue q ON q.organisation_id = e.organisation_id AND q.direction = e.direction
                    AND (e.except_connection IS NULL OR q.connection_id IS DISTINCT FROM e.except_connection)
                ORDER BY q.organisation_id, q.queue_id FOR NO KEY UPDATE OF q""",
                row -> new QueueId(new OrganisationId(row.integer("organisation_id")), row.integer("queue_id")),
                organisations,
                directions,
                exceptions));
        boolean anyStartDate = sql.list(
                        """
                WITH entering AS (
                    SELECT q.organisation_id, q.queue_id, e.document_id,
                           row_number() OVER (PARTITION BY q.organisation_id, q.queue_id ORDER BY e.nth) - 1 AS step
                    FROM unnest(?, ?, ?, ?) WITH ORDINALITY AS e(organisation_id, direction, except_connection, document_id, nth)
                    JOIN delivery_queue q ON q.organisation_id = e.organisation_id AND q.direction = e.direction
                        AND (e.except_connection IS NULL OR q.connection_id IS DISTINCT FROM e.except_connection)
                    WHERE (q.organisation_id, q.queue_id) IN (SELECT * FROM unnest(?, ?))),
                taken AS (
                    UPDATE delivery_queue q
                    SET next_position = q.next_position + n.documents, newest_offer_at = greatest(q.newest_offer_at, ?)
                    FROM (SELECT organisation_id, queue_id, count(*) AS documents FROM entering GROUP BY organisation_id, queue_id) n
                    WHERE q.organisation_id = n.organisation_id AND q.queue_id = n.queue_id
                    RETURNING q.organisation_id, q.queue_id, q.connection_id, q.next_position - n.documents AS first_position,
                              CASE WHEN q.open THEN q.epoch ELSE q.epoch + 1 END AS entered_epoch, q.newest_offer_at),
                put AS (
                    INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, offered_at)
                    SELECT organisation_id, queue_id, first_position + step, document_id, entered_epoch, newest_offer_at
                    FROM taken JOIN entering USING (organisation_id, queue_id)
                    ON CONFLICT (organisation_id, queue_id, document_id) DO NOTHING)
                SELECT EXISTS (SELECT 1 FROM taken JOIN connection_organisation s USING (organisation_id, connection_id)
                               WHERE s.start_date IS NOT NULL) AS dated""",
                        row -> row.flag("dated"),
                        organisations,
                        directions,
                        exceptions,
                        documents,
                        locked.organisations(),
                        locked.numbers(),
                        now)
                .get(0);
        if (anyStartDate) {
            startDates.holdEntered(locked, documents, now);
        }
    }
}
