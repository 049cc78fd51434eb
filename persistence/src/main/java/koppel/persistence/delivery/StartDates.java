package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import koppel.delivery.QueueId;
import koppel.document.DocumentId;
import koppel.persistence.Sql;

/**
 * Keeps delivery queues to the start dates of their consumers: what was received before the date leaves the queue and is kept aside; when
 * the date is moved earlier, it comes back in its order, as a new offer at the end; or to where it lay, if there it would wait for a re-offer
 * on request had it never left. What was retrieved never comes back by that. The caller holds the queues' locks.
 */
@Singleton
class StartDates {

    private final Sql sql;

    @Inject
    StartDates(Sql sql) {
        this.sql = sql;
    }

    /** The queue with its consumer's start date as a moment: that day's beginning in the environment's zone. */
    private static final String QUEUE = """
            SELECT q.organisation_id, q.queue_id, q.open, q.epoch, q.floor_position, q.next_position,
                   s.start_date::timestamp AT TIME ZONE e.time_zone AS starts_at
            FROM delivery_queue q JOIN organisation o USING (organisation_id) JOIN environment e USING (environment_id)
            LEFT JOIN connection_organisation s ON s.organisation_id = q.organisation_id AND s.connection_id = q.connection_id
            WHERE q.organisation_id = ? AND q.queue_id = ?
            """;

    /** Both ways, after the date or the consumer has changed. */
    void apply(QueueId queue, Instant now) {
        if (hasDate(queue)) {
            holdBack(queue, now, "");
        }
        bringBack(queue, now);
    }

    /** After leases have lapsed. */
    void holdBackLapsed(QueueId queue, Instant now) {
        if (hasDate(queue)) {
            holdBack(queue, now, "");
        }
    }

    /** After a document was given back, or its lease alone has lapsed. */
    void holdBack(QueueId queue, DocumentId document, Instant now) {
        if (hasDate(queue)) {
            holdBack(queue, now, "AND p.document_id = ?", document.value());
        }
    }

    private boolean hasDate(QueueId queue) {
        return sql.first("""
                        SELECT 1 FROM delivery_queue q
                        JOIN connection_organisation s USING (organisation_id, connection_id)
                        WHERE q.organisation_id = ? AND q.queue_id = ? AND s.start_date IS NOT NULL""", row -> true, queue.organisation().number(), queue.number())
                .isPresent();
    }

    /**
     * What is open becomes withdrawn. What is leased stays: the package is at work on it and may still say that it has it; it leaves when the
     * lease ends without that.
     */
    private void holdBack(QueueId queue, Instant now, String which, Object... of) {
        List<Object> parameters = new ArrayList<>(List.of(queue.organisation().number(), queue.number(), now));
        parameters.addAll(List.of(of));
        parameters.addAll(List.of(now, now));
        sql.change("WITH q AS MATERIALIZED (" + QUEUE + """
                        ), gone AS (
                            DELETE FROM pending p USING q, document d
                            WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                              AND d.organisation_id = p.organisation_id AND d.document_id = p.document_id
                              AND d.received_at < q.starts_at
                              AND NOT (q.open AND p.lease_epoch IS NOT DISTINCT FROM q.epoch
                                       AND p.lease_until IS NOT NULL AND p.lease_until > ?)
                              """ + which + """
                             RETURNING p.organisation_id, p.queue_id, p.document_id, p.position, q.epoch,
                                      CASE WHEN p.entered_epoch <= q.epoch THEN p.entered_epoch END AS entered_epoch, p.entered_position,
                                      q.open AND p.position >= q.floor_position AS offered),
                        held AS (
                            INSERT INTO held_back (organisation_id, queue_id, document_id, position, entered_epoch, held_at)
                            SELECT organisation_id, queue_id, document_id, position, entered_epoch, ? FROM gone
                            ON CONFLICT DO NOTHING)
                        INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, position, at,
                                                 entered_epoch, entered_position)
                        SELECT organisation_id, queue_id, document_id, CASE WHEN offered THEN 'withdrawn' ELSE 'held' END, epoch, position,
                               ?, entered_epoch, entered_position
                        FROM gone WHERE entered_epoch IS NOT NULL""", parameters.toArray());
    }

    /** PROMISE pending_one_open_offer: what lies in the queue already is not put there twice. What has expired stays aside. */
    private void bringBack(QueueId queue, Instant now) {
        sql.change(
                "WITH q AS MATERIALIZED (" + QUEUE + """
                        ), back AS (
                            DELETE FROM held_back h USING q, document d
                            WHERE h.organisation_id = q.organisation_id AND h.queue_id = q.queue_id
                              AND d.organisation_id = h.organisation_id AND d.document_id = h.document_id
                              AND (q.starts_at IS NULL OR d.received_at >= q.starts_at) AND d.expires_at > ?
                            RETURNING h.organisation_id, h.queue_id, h.document_id, h.position, h.entered_epoch, h.held_at),
                        waited AS ( -- its row is gone, and told all the same is since when it was kept aside
                            INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, position, at)
                            SELECT b.organisation_id, b.queue_id, b.document_id, 'held', q.epoch, b.position, b.held_at FROM back b, q),
                        unretrieved AS MATERIALIZED (
                            SELECT b.*, q.open AND b.position < q.floor_position AS waits FROM back b, q
                            WHERE NOT EXISTS (SELECT 1 FROM retrieval r WHERE r.organisation_id = b.organisation_id
                                                AND r.queue_id = b.queue_id AND r.document_id = b.document_id)
                              AND NOT EXISTS (SELECT 1 FROM pending p WHERE p.organisation_id = b.organisation_id
                                                AND p.queue_id = b.queue_id AND p.document_id = b.document_id)),
                        waiting_again AS ( -- positions are given once, so its own is free
                            INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, reoffered, offered_at)
                            SELECT u.organisation_id, u.queue_id, u.position, u.document_id, q.epoch, u.entered_epoch IS NOT NULL, u.held_at
                            FROM unretrieved u, q WHERE u.waits),
                        coming AS MATERIALIZED (
                            SELECT u.*, row_number() OVER (ORDER BY u.position, u.document_id) - 1 AS step FROM unretrieved u
                            WHERE NOT u.waits),
                        counted AS (
                            UPDATE delivery_queue d SET next_position = d.next_position + (SELECT count(*) FROM coming),
                                newest_offer_at = greatest(d.newest_offer_at, ?)
                            FROM q WHERE d.organisation_id = q.organisation_id AND d.queue_id = q.queue_id
                              AND EXISTS (SELECT 1 FROM coming)
                            RETURNING d.newest_offer_at),
                        put AS (
                            INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, reoffered, offered_at)
                            SELECT c.organisation_id, c.queue_id, q.next_position + c.step, c.document_id,
                                   CASE WHEN q.open THEN q.epoch ELSE q.epoch + 1 END, c.entered_epoch IS NOT NULL, counted.newest_offer_at
                            FROM coming c, q, counted
                            RETURNING organisation_id, queue_id, document_id, position, offered_at)
                        INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, position, at)
                        SELECT put.organisation_id, put.queue_id, put.document_id, 'returned',
                               CASE WHEN q.open THEN q.epoch ELSE q.epoch + 1 END, put.position, put.offered_at
                        FROM put, q""", queue.organisation().number(), queue.number(), now, now);
    }
}
