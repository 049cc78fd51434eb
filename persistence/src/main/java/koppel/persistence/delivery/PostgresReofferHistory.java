package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.delivery.ReofferHistory;
import koppel.document.DocumentId;
import koppel.persistence.Directions;
import koppel.persistence.Paging;
import koppel.persistence.Sql;
import koppel.persistence.TimedKey;
import koppel.shared.OrganisationId;
import koppel.shared.Page;

@Singleton
class PostgresReofferHistory implements ReofferHistory {

    private final Sql sql;

    @Inject
    PostgresReofferHistory(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Page<UUID> runs(OrganisationId organisation, Optional<String> after, int limit) {
        TimedKey from =
                after.map(TimedKey::parse).orElse(new TimedKey(Instant.parse("9999-01-01T00:00:00Z"), new UUID(0, 0)));
        List<TimedKey> rows = sql.list(
                """
                SELECT started_at, run_id FROM reoffer_run
                WHERE organisation_id = ? AND (started_at, run_id) < (?, ?)
                ORDER BY started_at DESC, run_id DESC LIMIT ?""",
                row -> new TimedKey(row.instant("started_at"), row.uuid("run_id")),
                organisation.number(),
                from.time(),
                from.id(),
                limit + 1);
        return Paging.page(rows, limit, TimedKey::id, TimedKey::cursor);
    }

    private record Numbered(long number, Item item) {}

    /** A run has items of one kind; queues are numbered by their id. What a further organisation's document says is for its own members. */
    @Override
    public Page<Item> items(OrganisationId organisation, UUID run, Optional<String> after, int limit) {
        long from = after.map(Paging::number).orElse(0L);
        List<Numbered> rows = sql.list(
                """
                (SELECT i.item AS number, i.document_id, d.number AS invoice, q.connection_id, coalesce(q.direction, o.direction) AS direction,
                        i.outcome, NULL::int AS documents
                 FROM reoffer_item i
                 LEFT JOIN document d ON d.organisation_id = i.document_organisation_id AND d.document_id = i.document_id
                     AND i.document_organisation_id = i.organisation_id
                 LEFT JOIN delivery_queue q ON q.organisation_id = i.document_organisation_id AND q.queue_id = i.queue_id
                 LEFT JOIN document o ON o.organisation_id = i.document_organisation_id AND o.document_id = i.document_id
                 WHERE i.organisation_id = ? AND i.run_id = ? AND i.item > ? ORDER BY i.item LIMIT ?)
                UNION ALL
                (SELECT i.queue_id, NULL, NULL, q.connection_id, q.direction, CASE WHEN i.failed THEN 'failed' WHEN i.done THEN 'done' END, i.total
                 FROM reoffer_queue i
                 JOIN delivery_queue q ON q.organisation_id = i.queue_organisation_id AND q.queue_id = i.queue_id
                 WHERE i.organisation_id = ? AND i.run_id = ? AND i.queue_id > ? ORDER BY i.queue_id LIMIT ?)
                ORDER BY 1 LIMIT ?""",
                row -> new Numbered(
                        row.number("number"),
                        new Item(
                                row.maybeUuid("document_id").map(DocumentId::new),
                                row.maybeText("invoice"),
                                row.maybeUuid("connection_id").map(ConnectionId::new),
                                Directions.of(row.integer("direction")),
                                row.maybeText("outcome"),
                                row.maybeText("documents").isPresent()
                                        ? OptionalInt.of(row.integer("documents"))
                                        : OptionalInt.empty())),
                organisation.number(),
                run,
                from,
                limit + 1,
                organisation.number(),
                run,
                from,
                limit + 1,
                limit + 1);
        return Paging.page(rows, limit, Numbered::item, last -> Paging.text(last.number()));
    }

    @Override
    public Optional<OrganisationId> organisationOf(UUID run) {
        return sql.first(
                "SELECT organisation_id FROM reoffer_run WHERE run_id = ?",
                row -> new OrganisationId(row.integer("organisation_id")),
                run);
    }

    /** Queues before the run, as everybody locks them. A queue that was made due by this run alone is due no longer. */
    @Override
    public boolean stop(OrganisationId organisation, UUID run, Instant now) {
        sql.list("""
                SELECT 1 AS one FROM delivery_queue q WHERE (q.organisation_id, q.queue_id) IN (
                    SELECT queue_organisation_id, queue_id FROM reoffer_queue
                    WHERE organisation_id = ? AND run_id = ? AND NOT done)
                ORDER BY q.organisation_id, q.queue_id FOR NO KEY UPDATE OF q""", row -> row.integer("one"), organisation.number(), run);
        int stopped = sql.change("""
                UPDATE reoffer_run SET state = 'stopped', ended_at = greatest(started_at, ?)
                WHERE organisation_id = ? AND run_id = ? AND state = 'running'""", now, organisation.number(), run);
        if (stopped == 0) {
            return false;
        }
        sql.change("""
                WITH mine AS (
                    DELETE FROM reoffer_queue WHERE organisation_id = ? AND run_id = ? AND NOT done
                    RETURNING queue_organisation_id, queue_id)
                UPDATE delivery_queue q SET due_since = NULL, due_why = NULL, due_attempts = 0, due_next_at = NULL
                FROM mine m WHERE q.organisation_id = m.queue_organisation_id AND q.queue_id = m.queue_id
                  AND q.due_why = 'requested'
                  AND NOT EXISTS (SELECT 1 FROM reoffer_queue o WHERE o.queue_organisation_id = q.organisation_id
                                  AND o.queue_id = q.queue_id AND NOT o.done AND o.run_id <> ?)""", organisation.number(), run, run);
        return true;
    }
}
