package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import koppel.connection.ActiveConnection;
import koppel.connection.Connection;
import koppel.connection.ConnectionId;
import koppel.connection.ConnectionQueues;
import koppel.connection.RevokedConnection;
import koppel.delivery.QueueId;
import koppel.delivery.ReofferJob;
import koppel.persistence.Directions;
import koppel.persistence.Sql;
import koppel.shared.Clock;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

@Singleton
class PostgresConnectionQueues implements ConnectionQueues {

    private final Sql sql;
    private final Epochs epochs;
    private final RunsOverQueues runs;
    private final StartDates startDates;
    private final PostgresExpiries expiries;
    private final ReofferJob job;
    private final Clock clock;

    @Inject
    PostgresConnectionQueues(
            Sql sql,
            Epochs epochs,
            RunsOverQueues runs,
            StartDates startDates,
            PostgresExpiries expiries,
            ReofferJob job,
            Clock clock) {
        this.sql = sql;
        this.epochs = epochs;
        this.runs = runs;
        this.startDates = startDates;
        this.expiries = expiries;
        this.job = job;
        this.clock = clock;
    }

    /** The queue of the connection that is followed. */
    private static final String FOLLOWED = "q.connection_id = ?";

    /**
     * Left over by a connection that no longer has to do with it: one whose successor did not process this direction, one of another
     * organisation that was revoked, one that stopped serving this organisation. Only a further one can empty it.
     */
    private static final String LEFT_OVER = """
            (q.connection_id IN (
                SELECT c.connection_id FROM connection c JOIN connection f ON f.organisation_id = c.organisation_id
                    AND f.follows = c.connection_id
                WHERE c.organisation_id = q.organisation_id AND c.state <> 'active')
             OR q.connection_id IN (
                SELECT c.connection_id FROM connection c
                WHERE c.connection_id = q.connection_id AND c.organisation_id <> q.organisation_id AND c.state <> 'active')
             OR (q.connection_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM connection_organisation s
                WHERE s.organisation_id = q.organisation_id AND s.connection_id = q.connection_id)))
            """;

    /** Waits for the organisation's first consumer. */
    private static final String UNCLAIMED = "q.connection_id IS NULL";

    /** The connection's own, from before it stopped handling this direction or organisation. */
    private static final String OWN = "q.connection_id = ?";

    @Override
    public void connect(
            ActiveConnection connection, OrganisationId organisation, Set<Direction> directions, boolean reoffer) {
        Instant now = clock.now();
        UUID own = connection.id().value();
        UUID followed = connection.facts().follows().map(ConnectionId::value).orElse(null);
        lockOwnAndFree(own, organisation, followed);
        for (Direction direction : Direction.values()) {
            if (directions.contains(direction)) {
                Optional<QueueId> again = takeOver(connection.id(), organisation, direction, OWN, own);
                Optional<QueueId> inherited = again.isPresent()
                        ? Optional.empty()
                        : takeOver(connection.id(), organisation, direction, FOLLOWED, followed)
                                .or(() -> takeOver(connection.id(), organisation, direction, LEFT_OVER));
                QueueId queue = again.or(() -> inherited)
                        .or(() -> takeOver(connection.id(), organisation, direction, UNCLAIMED))
                        .orElseGet(() -> open(connection.id(), organisation, direction));
                begin(
                        queue,
                        again.isPresent()
                                ? Epochs.Why.RECONNECTED
                                : inherited.isPresent() ? Epochs.Why.FOLLOWED : Epochs.Why.CONNECTED,
                        connection,
                        reoffer,
                        now);
            }
        }
    }

    /** All that may be closed or taken over, in the order of their ids; the updates that follow then find nothing locked by others. */
    private void lockOwnAndFree(UUID own, OrganisationId organisation, UUID followed) {
        sql.list(
                "SELECT q.queue_id FROM delivery_queue q WHERE q.organisation_id = ? AND (" + OWN
                        + " OR (NOT q.open AND ("
                        + FOLLOWED + " OR " + LEFT_OVER + " OR " + UNCLAIMED
                        + "))) ORDER BY q.organisation_id, q.queue_id FOR NO KEY UPDATE OF q",
                row -> row.integer("queue_id"),
                organisation.number(),
                own,
                followed);
    }

    @Override
    public void adjust(ActiveConnection connection, OrganisationId organisation, Set<Direction> directions) {
        Instant now = clock.now();
        lockOwnAndFree(
                connection.id().value(),
                organisation,
                connection.facts().follows().map(ConnectionId::value).orElse(null));
        Set<Direction> missing = EnumSet.noneOf(Direction.class);
        missing.addAll(directions);
        List<QueueId> stopped = new ArrayList<>();
        for (Own own : ownOf(connection.id(), organisation)) {
            if (!directions.contains(own.direction())) {
                stopped.add(own.queue());
            } else if (own.running()) {
                missing.remove(own.direction());
                startDates.apply(own.queue(), now);
            }
        }
        close(stopped, now);
        if (!missing.isEmpty()) {
            connect(connection, organisation, missing, true);
        }
    }

    @Override
    public long disconnect(Connection connection, OrganisationId organisation) {
        Instant now = clock.now();
        lockOwnAndFree(connection.id().value(), organisation, null);
        return close(
                ownOf(connection.id(), organisation).stream().map(Own::queue).toList(), now);
    }

    private record Own(QueueId queue, Direction direction, boolean running) {}

    private List<Own> ownOf(ConnectionId connection, OrganisationId organisation) {
        return sql.list(
                """
                SELECT queue_id, direction, open OR due_since IS NOT NULL AS running FROM delivery_queue
                WHERE connection_id = ? AND organisation_id = ? ORDER BY queue_id""",
                row -> new Own(
                        new QueueId(organisation, row.integer("queue_id")),
                        Directions.of(row.integer("direction")),
                        row.flag("running")),
                connection.value(),
                organisation.number());
    }

    /** Of two connections that want the same queue one gets it. */
    private Optional<QueueId> takeOver(
            ConnectionId connection, OrganisationId organisation, Direction direction, String whose, Object... of) {
        Object[] parameters = new Object[3 + of.length];
        parameters[0] = connection.value();
        parameters[1] = organisation.number();
        parameters[2] = Directions.number(direction);
        System.arraycopy(of, 0, parameters, 3, of.length);
        return sql.first(
                """
                UPDATE delivery_queue u SET connection_id = ?
                WHERE (u.organisation_id, u.queue_id) = (
                    SELECT q.organisation_id, q.queue_id FROM delivery_queue q
                    WHERE q.organisation_id = ? AND q.direction = ? AND NOT q.open AND\s""" + whose + " ORDER BY q.queue_id DESC LIMIT 1 FOR NO KEY UPDATE OF q) RETURNING u.queue_id",
                row -> new QueueId(organisation, row.integer("queue_id")),
                parameters);
    }

    private QueueId open(ConnectionId connection, OrganisationId organisation, Direction direction) {
        return new QueueId(organisation, (int) sql.number(
                "INSERT INTO delivery_queue (organisation_id, direction, connection_id) VALUES (?, ?, ?) RETURNING queue_id",
                organisation.number(),
                Directions.number(direction),
                connection.value()));
    }

    @Override
    public void reconnect(ActiveConnection connection, boolean reoffer) {
        Instant now = clock.now();
        lockQueues(connection.id()).forEach(queue -> begin(queue, Epochs.Why.RECONNECTED, connection, reoffer, now));
        missing(connection.id()).forEach(queue -> begin(queue, Epochs.Why.CONNECTED, connection, reoffer, now));
    }

    /** Where a further organisation's next consumer has taken the queue over meanwhile, a new one starts empty. */
    private List<QueueId> missing(ConnectionId connection) {
        return sql.list(
                """
                INSERT INTO delivery_queue (organisation_id, direction, connection_id)
                SELECT s.organisation_id, d.direction, c.connection_id
                FROM connection c JOIN software_package p USING (software_package_id)
                JOIN connection_organisation s ON s.connection_id = c.connection_id, (VALUES (1), (2)) AS d(direction)
                WHERE c.connection_id = ?
                  AND CASE d.direction WHEN 1 THEN coalesce(c.receives_purchase, p.receives_purchase)
                      ELSE coalesce(c.receives_sales, p.receives_sales) AND s.sales_invoices END
                  AND NOT EXISTS (SELECT 1 FROM delivery_queue q WHERE q.connection_id = c.connection_id
                                    AND q.organisation_id = s.organisation_id AND q.direction = d.direction)
                RETURNING organisation_id, queue_id""",
                row -> new QueueId(new OrganisationId(row.integer("organisation_id")), row.integer("queue_id")),
                connection.value());
    }

    /** With nothing waiting there is nothing to re-offer, and the queue goes on at once. */
    private void begin(QueueId queue, Epochs.Why why, ActiveConnection connection, boolean reoffer, Instant now) {
        startDates.apply(queue, now);
        expiries.leave(QueueArrays.of(List.of(queue)), now);
        if (!reoffer || waiting(queue) == 0) {
            epochs.startEmpty(queue, why, reoffer, connection.generation(), now);
            return;
        }
        epochs.makeDue(queue, why, connection.generation(), now);
        job.kickAfterCommit();
    }

    @Override
    public long revoke(RevokedConnection connection) {
        Instant now = clock.now();
        return close(lockQueues(connection.id()), now);
    }

    /**
     * Ends the epochs of locked queues and withdraws what is open; what waits stays in them.
     *
     * @return how many documents wait
     */
    private long close(List<QueueId> queues, Instant now) {
        expiries.leave(QueueArrays.of(queues), now);
        List<RunsOverQueues.Result> closed = new ArrayList<>();
        for (QueueId queue : queues) {
            close(queue, now);
            closed.add(RunsOverQueues.Result.revoked(queue, waiting(queue)));
        }
        runs.settle(closed);
        return closed.stream().mapToLong(RunsOverQueues.Result::waiting).sum();
    }

    private void close(QueueId queue, Instant now) {
        sql.change("""
                WITH closed AS (
                    SELECT q.organisation_id, q.queue_id, q.epoch, q.open,\s""" + Epochs.OFFERED + """
                             AS offered
                    FROM delivery_queue q WHERE q.organisation_id = ? AND q.queue_id = ?),
                ended AS (
                    UPDATE queue_epoch e
                    SET ended_at = greatest(e.started_at, ?), ended_why = 'revoked', withdrawn_count = closed.offered
                    FROM closed WHERE closed.open AND e.organisation_id = closed.organisation_id
                      AND e.queue_id = closed.queue_id AND e.epoch = closed.epoch)
                UPDATE delivery_queue q SET open = false, due_since = NULL, due_why = NULL, due_attempts = 0, due_next_at = NULL
                FROM closed WHERE q.organisation_id = closed.organisation_id AND q.queue_id = closed.queue_id""", queue.organisation().number(), queue.number(), now);
    }

    /** The queues of what the connection handles, locked in the order of their ids. */
    private List<QueueId> lockQueues(ConnectionId connection) {
        return sql.list(
                """
                SELECT q.organisation_id, q.queue_id FROM delivery_queue q
                JOIN connection_organisation s USING (organisation_id, connection_id)
                WHERE q.connection_id = ? AND (q.direction = 1 OR s.sales_invoices)
                ORDER BY q.organisation_id, q.queue_id FOR NO KEY UPDATE OF q""",
                row -> new QueueId(new OrganisationId(row.integer("organisation_id")), row.integer("queue_id")),
                connection.value());
    }

    private int waiting(QueueId queue) {
        return (int) sql.number(
                "SELECT count(*) FROM pending WHERE organisation_id = ? AND queue_id = ?",
                queue.organisation().number(),
                queue.number());
    }
}
