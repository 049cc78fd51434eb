package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import koppel.delivery.DueQueues;
import koppel.delivery.QueueId;
import koppel.delivery.Share;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

@Singleton
class PostgresDueQueues implements DueQueues {

    /** More make no difference to any pause, and the column would not hold them for ever. */
    private static final int MOST_COUNTED = 10;

    private final Sql sql;
    private final Epochs epochs;
    private final PostgresExpiries expiries;
    private final RunsOverQueues runs;

    @Inject
    PostgresDueQueues(Sql sql, Epochs epochs, PostgresExpiries expiries, RunsOverQueues runs) {
        this.sql = sql;
        this.epochs = epochs;
        this.expiries = expiries;
        this.runs = runs;
    }

    @Override
    public List<QueueId> due(Optional<QueueId> after, int limit, Share share, Instant now) {
        return sql.list(
                """
                SELECT organisation_id, queue_id FROM delivery_queue
                WHERE due_since IS NOT NULL AND (organisation_id, queue_id) > (?, ?) AND queue_id % ? = ?
                  AND (due_next_at IS NULL OR due_next_at <= ?)
                ORDER BY organisation_id, queue_id LIMIT ?""",
                row -> new QueueId(new OrganisationId(row.integer("organisation_id")), row.integer("queue_id")),
                after.map(queue -> queue.organisation().number()).orElse(0),
                after.map(QueueId::number).orElse(0),
                share.of(),
                share.number(),
                now,
                limit);
    }

    @Override
    public boolean anyDue(Instant now) {
        return !due(Optional.empty(), 1, Share.ALL, now).isEmpty();
    }

    @Override
    public List<Started> start(List<QueueId> queues, Instant now) {
        QueueArrays arrays = QueueArrays.of(queues);
        sql.waitForLocksAtMost(Epochs.LONGEST_WAIT);
        epochs.lock(arrays);
        expiries.leave(arrays, now);
        return epochs.startDue(arrays, now);
    }

    @Override
    public void failed(QueueId queue, IntFunction<Duration> pause, Instant now) {
        int organisation = queue.organisation().number();
        sql.waitForLocksAtMost(Epochs.LONGEST_WAIT);
        Optional<Integer> failed =
                sql.first("""
                        SELECT least(due_attempts + 1, ?) AS attempts FROM delivery_queue
                        WHERE organisation_id = ? AND queue_id = ? AND due_since IS NOT NULL FOR NO KEY UPDATE""", row -> row.integer("attempts"), MOST_COUNTED, organisation, queue.number());
        if (failed.isEmpty()) {
            return;
        }
        sql.change(
                "UPDATE delivery_queue SET due_attempts = ?, due_next_at = ? WHERE organisation_id = ? AND queue_id = ?",
                failed.get(),
                now.plus(pause.apply(failed.get())),
                organisation,
                queue.number());
    }

    /** The queue before the runs over it, as everybody locks them. */
    @Override
    public void endReoffers(QueueId queue, int attempts) {
        int organisation = queue.organisation().number();
        sql.waitForLocksAtMost(Epochs.LONGEST_WAIT);
        Optional<Integer> locked =
                sql.first("""
                SELECT queue_id FROM delivery_queue
                WHERE organisation_id = ? AND queue_id = ? AND due_since IS NOT NULL AND due_attempts >= ? FOR NO KEY UPDATE""", row -> row.integer("queue_id"), organisation, queue.number(), attempts);
        if (locked.isPresent()) {
            int waiting = (int) sql.number(
                    "SELECT count(*) FROM pending WHERE organisation_id = ? AND queue_id = ?",
                    organisation,
                    queue.number());
            runs.settle(List.of(RunsOverQueues.Result.failed(queue, waiting)));
        }
    }

    /** A locked queue is waited for: whoever sends into it holds its lock for a moment, and where many do it hardly ever is free. */
    @Override
    public void waitNoLonger() {
        sql.change("""
                WITH paused AS (
                    SELECT organisation_id, queue_id FROM delivery_queue WHERE due_since IS NOT NULL AND due_next_at IS NOT NULL
                    ORDER BY organisation_id, queue_id FOR NO KEY UPDATE)
                UPDATE delivery_queue q SET due_next_at = NULL
                FROM paused WHERE q.organisation_id = paused.organisation_id AND q.queue_id = paused.queue_id""");
    }
}
