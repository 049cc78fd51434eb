package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import koppel.connection.ConnectionId;
import koppel.delivery.Statistics;
import koppel.persistence.Directions;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

@Singleton
class PostgresStatistics implements Statistics {

    /** A connection that was made just now is not conspicuous for being unused. */
    private static final Duration TIME_TO_SET_UP = Duration.ofHours(1);

    private static final Duration RECENT = Duration.ofDays(7);

    private final Sql sql;

    @Inject
    PostgresStatistics(Sql sql) {
        this.sql = sql;
    }

    /**
     * An offer is made when a document enters a queue that is open, unless it lies before the start date and is held back at that moment; by an
     * epoch for all that waits; and by a position of its own, unless that was taken while the queue was closed, so that the epoch offers it.
     */
    private static final String DAYS = """
            WITH o AS (SELECT ?::int AS organisation_id, ?::smallint AS direction, ?::timestamptz AS first, ?::timestamptz AS behind,
                              ?::text AS zone),
            entered AS (
                SELECT d.document_id, coalesce(d.released_at, d.received_at) AS at, d.received_at, d.sent_by,
                       d.duplicate_of IS NOT NULL AND d.released_at IS NULL AS held
                FROM document d, o
                WHERE d.organisation_id = o.organisation_id AND d.direction = o.direction
                  AND d.received_at >= o.first AND d.received_at < o.behind),
            q AS (SELECT q.* FROM delivery_queue q JOIN o USING (organisation_id, direction)),
            moved AS MATERIALIZED (
                SELECT v.* FROM o, q JOIN offer_event v ON v.organisation_id = q.organisation_id AND v.queue_id = q.queue_id
                WHERE v.at >= o.first AND v.at < o.behind
                  AND (v.event IN ('reoffered', 'returned', 'redriven', 'lapsed', 'released')
                       OR v.event = 'held' AND v.entered_epoch IS NULL)),
            early AS MATERIALIZED ( -- never offered before; the second ones came back since
                SELECT b.queue_id, b.document_id, b.held_at AS at
                FROM o, q JOIN held_back b ON b.organisation_id = q.organisation_id AND b.queue_id = q.queue_id
                WHERE b.held_at >= o.first AND b.held_at < o.behind AND b.entered_epoch IS NULL
                UNION ALL
                SELECT queue_id, document_id, at FROM moved WHERE event = 'held'),
            counted AS (
                SELECT received_at AS at, 1 AS received, 0 AS offered, 0 AS retrieved FROM entered
                UNION ALL
                SELECT n.at, 0, 1, 0 FROM entered n, q
                JOIN queue_epoch e ON e.organisation_id = q.organisation_id AND e.queue_id = q.queue_id
                WHERE NOT n.held AND n.at >= e.started_at AND (e.ended_at IS NULL OR n.at < e.ended_at)
                  AND n.sent_by IS DISTINCT FROM e.connection_id
                  -- hashed, however few the planner thinks there are
                  AND (q.queue_id, n.document_id, n.at) NOT IN (SELECT queue_id, document_id, at FROM early)
                UNION ALL
                SELECT e.started_at, 0, e.offered_count, 0
                FROM o, q JOIN queue_epoch e ON e.organisation_id = q.organisation_id AND e.queue_id = q.queue_id
                WHERE e.started_at >= o.first AND e.started_at < o.behind
                UNION ALL
                SELECT v.at, 0, 1, 0
                FROM moved v JOIN queue_epoch e ON e.organisation_id = v.organisation_id AND e.queue_id = v.queue_id AND e.epoch = v.epoch
                WHERE v.event <> 'held' AND v.position >= e.first_position
                UNION ALL
                SELECT r.retrieved_at, 0, 0, 1
                FROM o, q JOIN retrieval r ON r.organisation_id = q.organisation_id AND r.queue_id = q.queue_id
                WHERE r.retrieved_at >= o.first AND r.retrieved_at < o.behind)
            SELECT (c.at AT TIME ZONE o.zone)::date AS day, sum(received) AS received, sum(offered) AS offered, sum(retrieved) AS retrieved
            FROM counted c, o WHERE c.at >= o.first AND c.at < o.behind GROUP BY 1
            """;

    @Override
    public List<Day> perDay(
            OrganisationId organisation, Direction direction, LocalDate from, LocalDate to, ZoneId zone) {
        return sql.list(
                DAYS,
                row -> new Day(
                        row.object("day", LocalDate.class),
                        row.number("received"),
                        row.number("offered"),
                        row.number("retrieved")),
                organisation.number(),
                Directions.number(direction),
                from.atStartOfDay(zone).toInstant(),
                to.plusDays(1).atStartOfDay(zone).toInstant(),
                zone.getId());
    }

    private static final String CONCERNS = """
            WITH waits AS (
                SELECT q.connection_id, q.open OR q.due_since IS NOT NULL AS served, count(*) AS documents, min(p.offered_at) AS since
                FROM delivery_queue q JOIN pending p USING (organisation_id, queue_id)
                WHERE q.organisation_id = ? AND NOT q.open GROUP BY q.connection_id, 2)
            SELECT 'revokedWithWaiting' AS kind, w.documents AS count, c.revoked_at AS since, c.connection_id, c.name,
                   c.software_package_id, NULL AS run
            FROM waits w JOIN connection c ON c.connection_id = w.connection_id WHERE c.state <> 'active'
            UNION ALL
            SELECT 'nothingConnected', w.documents, w.since, NULL, NULL, NULL, NULL FROM waits w WHERE w.connection_id IS NULL
            UNION ALL
            SELECT 'neverUsed', 0, c.created_at, c.connection_id, c.name, c.software_package_id, NULL
            FROM connection c JOIN software_package s USING (software_package_id)
            LEFT JOIN connection_use u USING (organisation_id, connection_id)
            WHERE c.organisation_id = ? AND c.state = 'active' AND s.method = 'keys' AND u.last_used_at IS NULL AND c.created_at < ?
            UNION ALL
            SELECT 'failingAttempts', f.failures, f.last_failed_at, c.connection_id, c.name, c.software_package_id, NULL
            FROM connection c JOIN (
                SELECT connection_id, sum(failures) AS failures, max(last_failed_at) AS last_failed_at FROM key_use
                WHERE organisation_id = ? AND last_failed_at > ? GROUP BY connection_id) f USING (connection_id)
            WHERE c.organisation_id = ? AND c.state <> 'deleted'
            UNION ALL
            SELECT 'duplicates', count(*), min(received_at), NULL, NULL, NULL, NULL FROM document
            WHERE organisation_id = ? AND direction = 1 AND duplicate_of IS NOT NULL AND released_at IS NULL AND expires_at > ?
            HAVING count(*) > 0
            UNION ALL
            SELECT 'invalid', count(*), min(d.received_at), NULL, NULL, NULL, NULL FROM document d
            WHERE d.organisation_id = ? AND d.direction = 1 AND NOT d.valid AND d.received_at > ?
              AND NOT EXISTS (SELECT 1 FROM delivery_queue q JOIN retrieval r USING (organisation_id, queue_id)
                              WHERE q.organisation_id = d.organisation_id AND q.direction = 1 AND r.document_id = d.document_id)
            HAVING count(*) > 0
            UNION ALL
            SELECT 'needsAttention', count(*), min(p.offered_at), NULL, NULL, NULL, NULL
            FROM delivery_queue q JOIN pending p USING (organisation_id, queue_id)
            WHERE q.organisation_id = ? AND q.open AND p.lease_epoch = q.epoch AND p.lease_until = '9999-12-31 00:00:00+00'
            HAVING count(*) > 0
            UNION ALL
            SELECT 'failedRun', r.total - r.done + r.failed, r.ended_at, c.connection_id, c.name, c.software_package_id, r.run_id::text
            FROM reoffer_run r LEFT JOIN connection c ON c.connection_id = r.connection_id
            WHERE r.organisation_id = ? AND r.state = 'failed' AND r.started_at > ?
            UNION ALL
            SELECT 'failedItems', count(DISTINCT queue_id), max(at), NULL, NULL, NULL, NULL FROM batch_item
            WHERE organisation_id = ? AND outcome = 'failed' AND at > ? HAVING count(*) > 0
            ORDER BY 1, 3
            """;

    @Override
    public List<Concern> concerns(OrganisationId organisation, Instant now) {
        int number = organisation.number();
        Instant recently = now.minus(RECENT);
        return sql.list(
                CONCERNS,
                row -> new Concern(
                        row.text("kind"),
                        row.number("count"),
                        row.maybeInstant("since"),
                        row.maybeUuid("connection_id").map(ConnectionId::new),
                        row.maybeText("name"),
                        row.maybeText("software_package_id"),
                        row.maybeText("run")),
                number,
                number,
                now.minus(TIME_TO_SET_UP),
                number,
                recently,
                number,
                number,
                now,
                number,
                recently,
                number,
                number,
                recently,
                number,
                recently);
    }
}
