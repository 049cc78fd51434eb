package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import koppel.connection.ConnectionId;
import koppel.connection.KeyHolder;
import koppel.document.DocumentId;
import koppel.persistence.OncePerMinute;
import koppel.persistence.Sql;

/** An offer leaves the queue and a retrieval is on record, in one statement. */
@Singleton
class Retrievals {

    private final Sql sql;
    private final OncePerMinute<ConnectionId> noted = new OncePerMinute<>();

    @Inject
    Retrievals(Sql sql) {
        this.sql = sql;
    }

    /** Follows a query that locks the queue. */
    private static final String RETRIEVE = """
            ), gone AS (
                DELETE FROM pending p USING q
                WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.document_id = ANY (?)
                  AND p.position >= q.floor_position
                RETURNING p.*, q.epoch,
                    CASE WHEN p.position < q.epoch_position THEN q.epoch_started_at ELSE p.offered_at END AS newest_offer)
            INSERT INTO retrieval (organisation_id, queue_id, document_id, position, entered_epoch, entered_position, epoch,
                                   generation, offered_at, retrieved_at)
            SELECT organisation_id, queue_id, document_id, position, entered_epoch, entered_position, epoch, ?, newest_offer, ?
            FROM gone
            RETURNING document_id""";

    /**
     * Retrieves what of the documents is offered.
     *
     * @param lockedQueue a query for the queue's row that locks it, if these keys reach into it; its parameters come first
     */
    List<DocumentId> retrieve(String lockedQueue, Object[] ofQueue, UUID[] documents, KeyHolder holder, Instant now) {
        List<DocumentId> retrieved = sql.list(
                "WITH q AS MATERIALIZED (" + lockedQueue + RETRIEVE,
                row -> new DocumentId(row.uuid("document_id")),
                Stream.concat(Stream.of(ofQueue), Stream.of(documents, holder.generation(), now))
                        .toArray());
        if (!retrieved.isEmpty() && noted.isDue(holder.connection(), now)) {
            sql.list(
                    """
                    INSERT INTO connection_use (organisation_id, connection_id, last_retrieved_at) VALUES (?, ?, ?)
                    ON CONFLICT (organisation_id, connection_id) DO UPDATE SET last_retrieved_at = excluded.last_retrieved_at
                    RETURNING connection_id""",
                    row -> row.uuid("connection_id"),
                    holder.owner().number(),
                    holder.connection().value(),
                    now);
        }
        return retrieved;
    }
}
