package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koppel.connection.KeyHolder;
import koppel.delivery.ParkedOffers;
import koppel.delivery.QueueId;
import koppel.document.DocumentId;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** Documents that a package has downloaded and not acknowledged: leased, given back by it, or by the clock. */
@Singleton
class Leases {

    private final Sql sql;
    private final StartDates startDates;

    @Inject
    Leases(Sql sql, StartDates startDates) {
        this.sql = sql;
        this.startDates = startDates;
    }

    /**
     * Leases that ran out become new offers, with positions of their own, so that a package that looks only at news sees them. The queue's row
     * may have told of one that was acknowledged in time; then nothing else is looked at.
     */
    void lapse(KeyHolder holder, OrganisationId organisation, Direction direction, Instant now) {
        locked(holder, organisation, direction, now).ifPresent(queue -> {
            boolean any = lapse(queue, now, OF_THE_QUEUE);
            sql.change("""
                    UPDATE delivery_queue q SET next_lapse_at = (
                        SELECT min(p.lease_until) FROM pending p
                        WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                          AND p.lease_epoch = q.epoch AND p.lease_until > ? AND p.lease_until < timestamptz '9999-12-31 00:00:00+00')
                    WHERE q.organisation_id = ? AND q.queue_id = ?""", now, queue.organisation().number(), queue.number());
            if (any) {
                startDates.holdBackLapsed(queue, now);
            }
        });
    }

    private static final String OF_THE_QUEUE = "FROM pending p JOIN q USING (organisation_id, queue_id)";

    /** Queue and document in one row, so that it is looked up by its own index entry, as in {@link Retrievals}. */
    private static final String OF_A_DOCUMENT = """
            FROM (SELECT q.*, ?::uuid AS document_id FROM q OFFSET 0) q
            JOIN pending p ON p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.document_id = q.document_id
            """;

    /**
     * Does not ask for the keys again: they were valid when the queue was locked, and where they end between that and this statement, what ran
     * out would stay as it is while the queue's row says that the next one is to be looked for later.
     *
     * @return whether any did, of a queue that is locked
     */
    private boolean lapse(QueueId queue, Instant now, String from, Object... of) {
        List<Object> parameters = new ArrayList<>(List.of(queue.organisation().number(), queue.number()));
        parameters.addAll(List.of(of));
        parameters.addAll(List.of(now, now, now, ParkedOffers.MOST_DELIVERIES, ParkedOffers.MOST_DELIVERIES));
        return sql.change("""
                        WITH q AS MATERIALIZED (
                            SELECT d.* FROM delivery_queue d WHERE d.organisation_id = ? AND d.queue_id = ?),
                        lapsed AS MATERIALIZED (
                            -- all that the move needs, and its key: a queue's documents alone are believed to be few
                            SELECT p.organisation_id, p.queue_id, p.position, p.document_id, q.epoch, q.newest_offer_at,
                                   q.next_position + row_number() OVER (ORDER BY p.position) - 1 AS next
                            """ + from + """
                            WHERE p.lease_epoch = q.epoch AND p.lease_until <= ?),
                        counted AS (
                            UPDATE delivery_queue d SET next_position = d.next_position + (SELECT count(*) FROM lapsed),
                                newest_offer_at = greatest(d.newest_offer_at, ?)
                            FROM q WHERE d.organisation_id = q.organisation_id AND d.queue_id = q.queue_id
                              AND EXISTS (SELECT 1 FROM lapsed)),
                        moved AS (
                            UPDATE pending p SET position = l.next, offered_at = greatest(l.newest_offer_at, ?),
                                entered_position = coalesce(p.entered_position, p.position),
                                reoffered = true, failures = p.failures + 1,
                                lease_until = CASE WHEN p.failures + 1 >= ? THEN timestamptz '9999-12-31 00:00:00+00' END,
                                lease_epoch = CASE WHEN p.failures + 1 >= ? THEN l.epoch END
                            FROM lapsed l
                            WHERE p.organisation_id = l.organisation_id AND p.queue_id = l.queue_id AND p.document_id = l.document_id
                            RETURNING p.organisation_id, p.queue_id, p.document_id, p.position, l.epoch, p.offered_at)
                        INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, generation, position, at)
                        SELECT organisation_id, queue_id, document_id, 'lapsed', epoch, NULL, position, offered_at FROM moved""", parameters.toArray()) > 0;
    }

    /**
     * An offered document is held for the package that downloads it. A lease of it that ran out lapses first and counts, since a package
     * that knows its documents from hooks may never list.
     */
    boolean lease(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        if (taken(holder, organisation, direction, document, now)) {
            return true;
        }
        locked(holder, organisation, direction, now).ifPresent(queue -> {
            if (lapse(queue, now, OF_A_DOCUMENT, document.value())) {
                startDates.holdBack(queue, document, now);
            }
        });
        return taken(holder, organisation, direction, document, now);
    }

    /** Neither a lease that ran out is renewed, nor one without end, by which a document is parked. */
    private boolean taken(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        return sql.change(
                        "WITH q AS MATERIALIZED (" + OpenQueue.LOCKED + """
                        ), leased AS (
                            UPDATE pending p SET lease_epoch = q.epoch, lease_until = ?
                            FROM q WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.document_id = ?
                              AND p.position >= q.floor_position
                              AND (p.lease_until IS NULL
                                OR p.lease_until > ? AND p.lease_until < timestamptz '9999-12-31 00:00:00+00')
                            RETURNING p.organisation_id, p.queue_id, p.document_id, p.position, q.epoch, p.lease_until),
                        lapsing AS ( -- all leases of a connection are as long, so the queue's row changes for the first of many
                            UPDATE delivery_queue d SET next_lapse_at = l.lease_until
                            FROM q, leased l WHERE d.organisation_id = l.organisation_id AND d.queue_id = l.queue_id
                              AND (q.next_lapse_at IS NULL OR q.next_lapse_at > l.lease_until))
                        INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, generation, position, at, lease_until)
                        SELECT organisation_id, queue_id, document_id, 'leased', epoch, ?, position, ?, lease_until FROM leased""",
                        OpenQueue.of(
                                holder,
                                organisation,
                                direction,
                                now,
                                now.plus(holder.lease()),
                                document.value(),
                                now,
                                holder.generation(),
                                now))
                > 0;
    }

    /** Gives a leased document back, as a new offer. One that is not leased, or no longer, was not delivered in vain, and stays where it is. */
    boolean release(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        Optional<QueueId> queue = locked(holder, organisation, direction, now);
        if (queue.isEmpty()) {
            return false;
        }
        boolean released = sql.change(
                        "WITH q AS MATERIALIZED (" + OpenQueue.LOCKED + """
                                ), moved AS (
                                    UPDATE pending p SET position = q.next_position, offered_at = greatest(q.newest_offer_at, ?),
                                        entered_position = coalesce(p.entered_position, p.position),
                                        reoffered = true, failures = p.failures + 1,
                                        lease_until = CASE WHEN p.failures + 1 >= ? THEN timestamptz '9999-12-31 00:00:00+00' END,
                                        lease_epoch = CASE WHEN p.failures + 1 >= ? THEN q.epoch END
                                    FROM q WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                                      AND p.document_id = ? AND p.position >= q.floor_position
                                      AND p.lease_epoch = q.epoch AND p.lease_until > ?
                                      AND p.lease_until < timestamptz '9999-12-31 00:00:00+00'
                                    RETURNING p.organisation_id, p.queue_id, p.document_id, p.position, q.epoch, p.offered_at),
                                counted AS (
                                    UPDATE delivery_queue d SET next_position = d.next_position + 1,
                                        newest_offer_at = greatest(d.newest_offer_at, ?)
                                    FROM moved m WHERE d.organisation_id = m.organisation_id AND d.queue_id = m.queue_id)
                                INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, generation, position, at)
                                SELECT organisation_id, queue_id, document_id, 'released', epoch, ?, position, offered_at FROM moved""",
                        OpenQueue.of(
                                holder,
                                organisation,
                                direction,
                                now,
                                now,
                                ParkedOffers.MOST_DELIVERIES,
                                ParkedOffers.MOST_DELIVERIES,
                                document.value(),
                                now,
                                now,
                                holder.generation()))
                > 0;
        if (released) {
            startDates.holdBack(queue.get(), document, now);
        }
        return released;
    }

    /**
     * Locks the queue in a statement of its own, so that the next one sees all leases as they are under the lock: an epoch that starts
     * meanwhile takes them with it, and a statement that waited for the queue would know the new epoch and the leases of the old one.
     */
    private Optional<QueueId> locked(KeyHolder holder, OrganisationId organisation, Direction direction, Instant now) {
        return sql.first(
                OpenQueue.LOCKED,
                row -> new QueueId(organisation, row.integer("queue_id")),
                OpenQueue.of(holder, organisation, direction, now));
    }
}
