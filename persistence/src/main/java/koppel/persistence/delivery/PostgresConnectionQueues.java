package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import koppel.connection.ActiveConnection;
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
    private final ReofferJob job;
    private final Clock clock;

    @Inject
    PostgresConnectionQueues(Sql sql, Epochs epochs, RunsOverQueues runs, ReofferJob job, Clock clock) {
        this.sql = sql;
        this.epochs = epochs;
        this.runs = runs;
        this.job = job;
        this.clock = clock;
    }

    /** The queue of the connection that is followed. */
    private static final String FOLLOWED = "q.connection_id = ?";

    /** Left over by a connection whose successor did not process this direction: only a further one can empty it. */
    private static final String LEFT_OVER = """
            q.connection_id IN (
                SELECT c.connection_id FROM connection c JOIN connection f ON f.organisation_id = c.organisation_id
                    AND f.follows = c.connection_id
                WHERE c.organisation_id = q.organisation_id AND c.state <> 'active')
            """;

    /** Waits for the organisation's first consumer. */
    private static final String UNCLAIMED = "q.connection_id IS NULL";

    @Override
    public void connect(
            ActiveConnection connection, OrganisationId organisation, Set<Direction> directions, boolean reoffer) {
        Instant now = clock.now();
        UUID followed = connection.facts().follows().map(ConnectionId::value).orElse(null);
        // all that may be taken over, in the order of their ids; the updates below then find nothing locked by others
        sql.list(
                "SELECT q.queue_id FROM delivery_queue q WHERE q.organisation_id = ? AND q.direction = ANY (?) AND NOT q.open AND ("
                        + FOLLOWED + " OR " + LEFT_OVER + " OR " + UNCLAIMED
                        + ") ORDER BY q.organisation_id, q.queue_id FOR NO KEY UPDATE OF q",
                row -> row.integer("queue_id"),
                organisation.number(),
                directions.stream().map(Directions::number).toArray(Integer[]::new),
                followed);
        for (Direction direction : Direction.values()) {
            if (directions.contains(direction)) {
                Optional<QueueId> inherited = takeOver(connection.id(), organisation, direction, FOLLOWED, followed)
                        .or(() -> takeOver(connection.id(), organisation, direction, LEFT_OVER));
                QueueId queue = inherited
                        .or(() -> takeOver(connection.id(), organisation, direction, UNCLAIMED))
                        .orElseGet(() -> open(connection.id(), organisation, direction));
                begin(
                        queue,
                        inherited.isPresent() ? Epochs.Why.FOLLOWED : Epochs.Why.CONNECTED,
                        connection,
                        reoffer,
                        now);
            }
        }
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
    }

    /** With nothing waiting there is nothing to re-offer, and the queue goes on at once. */
    private void begin(QueueId queue, Epochs.Why why, ActiveConnection connection, boolean reoffer, Instant now) {
        if (!reoffer || waiting(queue) == 0) {
            epochs.startEmpty(queue, why, connection.generation(), now);
            return;
        }
        epochs.makeDue(queue, why, connection.generation(), now);
        job.kickAfterCommit();
    }

    @Override
    public long revoke(RevokedConnection connection) {
        Instant now = clock.now();
        List<RunsOverQueues.Result> revoked = new ArrayList<>();
        for (QueueId queue : lockQueues(connection.id())) {
            sql.change("""
                    WITH closed AS (
                        SELECT q.organisation_id, q.queue_id, q.epoch, q.open,
                               (SELECT count(*) FROM pending p
                                WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                                  AND p.position >= q.floor_position) AS offered
                        FROM delivery_queue q WHERE q.organisation_id = ? AND q.queue_id = ?),
                    ended AS (
                        UPDATE queue_epoch e
                        SET ended_at = greatest(e.started_at, ?), ended_why = 'revoked', withdrawn_count = closed.offered
                        FROM closed WHERE closed.open AND e.organisation_id = closed.organisation_id
                          AND e.queue_id = closed.queue_id AND e.epoch = closed.epoch)
                    UPDATE delivery_queue q SET open = false, due_since = NULL, due_why = NULL
                    FROM closed WHERE q.organisation_id = closed.organisation_id AND q.queue_id = closed.queue_id""", queue.organisation().number(), queue.number(), now);
            revoked.add(RunsOverQueues.Result.revoked(queue, waiting(queue)));
        }
        runs.settle(revoked);
        return revoked.stream().mapToLong(RunsOverQueues.Result::waiting).sum();
    }

    private List<QueueId> lockQueues(ConnectionId connection) {
        return sql.list(
                """
                SELECT organisation_id, queue_id FROM delivery_queue WHERE connection_id = ?
                ORDER BY organisation_id, queue_id FOR NO KEY UPDATE""",
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
