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

    /**
     * Follows a query that locks the queue. The queue and a document stand in one row of {@code asked}, so that each document is looked up
     * by its own index entry: as two conditions, the planner would believe that a queue holds few documents and read all of it.
     */
    private static final String RETRIEVE = """
            ), asked AS MATERIALIZED (
                SELECT q.organisation_id, q.queue_id, q.epoch, q.epoch_position, q.epoch_started_at, q.floor_position, a.document_id
                FROM q, unnest(?) AS a(document_id)),
            gone AS (
                DELETE FROM pending p USING asked a
                WHERE p.organisation_id = a.organisation_id AND p.queue_id = a.queue_id AND p.document_id = a.document_id
                  AND p.position >= a.floor_position
                RETURNING p.*, a.epoch,
                    CASE WHEN p.position < a.epoch_position THEN a.epoch_started_at ELSE p.offered_at END AS newest_offer)
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
