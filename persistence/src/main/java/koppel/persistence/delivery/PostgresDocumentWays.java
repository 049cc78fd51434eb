package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import koppel.connection.ConnectionId;
import koppel.delivery.DocumentWays;
import koppel.delivery.WayEvent;
import koppel.document.DocumentId;
import koppel.persistence.Directions;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

@Singleton
class PostgresDocumentWays implements DocumentWays {

    private final Sql sql;

    @Inject
    PostgresDocumentWays(Sql sql) {
        this.sql = sql;
    }

    /** Of each queue: its offers with their ends, what happened to single ones, retrievals, and what it waits for or waited for. */
    private static final String EVENTS = """
            WITH q AS MATERIALIZED (SELECT * FROM delivery_queue WHERE organisation_id = ? AND direction = ?),
            h AS MATERIALIZED (
                SELECT h.* FROM q JOIN offer_history h ON h.organisation_id = q.organisation_id AND h.queue_id = q.queue_id
                WHERE h.document_id = ?),
            happened AS (
                SELECT CASE WHEN why = 'received' OR why = 'returned' AND NOT EXISTS (
                           SELECT 1 FROM h b WHERE b.queue_id = o.queue_id AND (b.epoch, b.position) < (o.epoch, o.position))
                       THEN 'offered' ELSE 'reoffered' END AS event, offered_at AS at, connection_id, epoch,
                       position, NULL::int AS generation, why AS reason, NULL::timestamptz AS until
                FROM h o
                UNION ALL
                SELECT 'withdrawn', ended_at, connection_id, epoch, position, NULL, ended_why, NULL
                FROM h WHERE state = 'withdrawn' AND ended_why IN ('revoked', 'byPackage', 'beforeStartDate')
                UNION ALL
                SELECT 'lapsed', lease_until, connection_id, epoch, position, NULL, NULL, NULL
                FROM h WHERE lease_until <= ? AND state <> 'expired'
                UNION ALL
                SELECT v.event, v.at, e.connection_id, v.epoch, v.position, v.generation, NULL, v.lease_until
                FROM q JOIN offer_event v ON v.organisation_id = q.organisation_id AND v.queue_id = q.queue_id
                JOIN queue_epoch e ON e.organisation_id = v.organisation_id AND e.queue_id = v.queue_id AND e.epoch = v.epoch
                WHERE v.document_id = ? AND v.event IN ('leased', 'lapsed', 'released')
                UNION ALL
                SELECT 'retrieved', r.retrieved_at, e.connection_id, r.epoch, r.position, r.generation, NULL, NULL
                FROM q JOIN retrieval r ON r.organisation_id = q.organisation_id AND r.queue_id = q.queue_id
                JOIN queue_epoch e ON e.organisation_id = r.organisation_id AND e.queue_id = r.queue_id AND e.epoch = r.epoch
                WHERE r.document_id = ?
                UNION ALL -- entered while the queue was closed; once, although it may have been kept aside since and have come back to its place
                SELECT DISTINCT 'waiting', coalesce(d.released_at, d.received_at), q.connection_id, NULL::int, NULL::bigint, NULL::int,
                       'notConnected', NULL::timestamptz
                FROM q JOIN queue_stay s ON s.organisation_id = q.organisation_id AND s.queue_id = q.queue_id
                JOIN document d ON d.organisation_id = s.organisation_id AND d.document_id = s.document_id
                LEFT JOIN queue_epoch e ON e.organisation_id = s.organisation_id AND e.queue_id = s.queue_id
                    AND e.epoch = s.entered_epoch
                WHERE s.document_id = ? AND (e.epoch IS NULL OR s.entered_position < e.first_position)
                  AND NOT EXISTS (SELECT 1 FROM offer_event v WHERE v.organisation_id = s.organisation_id AND v.queue_id = s.queue_id
                                  AND v.document_id = s.document_id AND (v.event IN ('reoffered', 'returned')
                                    OR v.event = 'held' AND (v.entered_epoch < s.entered_epoch
                                      OR v.entered_epoch IS NULL AND v.at = coalesce(d.released_at, d.received_at)))
                                  AND v.position = s.entered_position)
                UNION ALL
                SELECT 'due', q.due_since, q.connection_id, q.epoch + 1, p.position, NULL, q.due_why, NULL
                FROM q JOIN pending p ON p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                WHERE q.due_since IS NOT NULL AND p.document_id = ?
                UNION ALL -- an epoch began without what waited
                SELECT 'waiting', e.started_at, e.connection_id, e.epoch, p.position, NULL, 'reofferOnRequest', NULL
                FROM q JOIN pending p ON p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                JOIN queue_epoch e ON e.organisation_id = q.organisation_id AND e.queue_id = q.queue_id AND e.epoch = q.epoch
                WHERE p.document_id = ? AND q.open AND q.due_since IS NULL AND p.position < q.floor_position
                UNION ALL
                SELECT 'waiting', b.held_at, q.connection_id, NULL, NULL, NULL, 'beforeStartDate', NULL
                FROM q JOIN held_back b ON b.organisation_id = q.organisation_id AND b.queue_id = q.queue_id
                WHERE b.document_id = ?
                UNION ALL -- and came back since
                SELECT 'waiting', v.at, q.connection_id, NULL, NULL, NULL, 'beforeStartDate', NULL
                FROM q JOIN offer_event v ON v.organisation_id = q.organisation_id AND v.queue_id = q.queue_id
                WHERE v.document_id = ? AND v.event = 'held' AND v.entered_epoch IS NULL)
            SELECT w.*, c.name, c.software_package_id, k.generation AS key_generation, k.app_key
            FROM happened w
            LEFT JOIN connection c ON c.connection_id = w.connection_id
            LEFT JOIN LATERAL (
                SELECT k.generation, k.app_key FROM key_generation k
                WHERE k.organisation_id = c.organisation_id AND k.connection_id = c.connection_id AND w.epoch IS NOT NULL
                  AND CASE WHEN w.generation IS NOT NULL THEN k.generation = w.generation
                           ELSE w.event IN ('offered', 'reoffered') AND k.created_at <= w.at END
                ORDER BY k.generation DESC LIMIT 1) k ON true
            """;

    @Override
    public List<WayEvent> inQueues(OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        return sql.list(
                EVENTS,
                PostgresDocumentWays::event,
                organisation.number(),
                Directions.number(direction),
                document.value(),
                now,
                document.value(),
                document.value(),
                document.value(),
                document.value(),
                document.value(),
                document.value(),
                document.value());
    }

    private static WayEvent event(Sql.Row row) throws SQLException {
        int epoch = row.integer("epoch");
        long position = row.number("position");
        Optional<WayEvent.Keys> keys = row.maybeText("app_key").isPresent()
                ? Optional.of(new WayEvent.Keys(row.integer("key_generation"), row.text("app_key")))
                : Optional.empty();
        Optional<WayEvent.Consumer> consumer = row.maybeUuid("connection_id").isPresent()
                ? Optional.of(new WayEvent.Consumer(
                        new ConnectionId(row.uuid("connection_id")), row.text("name"), row.text("software_package_id")))
                : Optional.empty();
        return new WayEvent(
                row.instant("at"),
                WayEvent.Kind.ofWord(row.text("event")),
                consumer,
                epoch == 0 ? OptionalInt.empty() : OptionalInt.of(epoch),
                position == 0 ? OptionalLong.empty() : OptionalLong.of(position),
                keys,
                row.maybeText("reason"),
                row.maybeInstant("until"),
                Optional.empty());
    }
}
