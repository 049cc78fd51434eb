package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.delivery.DueQueues;
import koppel.delivery.QueueId;
import koppel.delivery.Share;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

@Singleton
class PostgresDueQueues implements DueQueues {

    private final Sql sql;
    private final Epochs epochs;
    private final PostgresExpiries expiries;

    @Inject
    PostgresDueQueues(Sql sql, Epochs epochs, PostgresExpiries expiries) {
        this.sql = sql;
        this.epochs = epochs;
        this.expiries = expiries;
    }

    @Override
    public List<QueueId> due(Optional<QueueId> after, int limit, Share share) {
        return sql.list(
                """
                SELECT organisation_id, queue_id FROM delivery_queue
                WHERE due_since IS NOT NULL AND (organisation_id, queue_id) > (?, ?) AND queue_id % ? = ?
                ORDER BY organisation_id, queue_id LIMIT ?""",
                row -> new QueueId(new OrganisationId(row.integer("organisation_id")), row.integer("queue_id")),
                after.map(queue -> queue.organisation().number()).orElse(0),
                after.map(QueueId::number).orElse(0),
                share.of(),
                share.number(),
                limit);
    }

    @Override
    public boolean anyDue() {
        return !due(Optional.empty(), 1, Share.ALL).isEmpty();
    }

    @Override
    public List<Started> start(List<QueueId> queues, Instant now) {
        QueueArrays arrays = QueueArrays.of(queues);
        epochs.lock(arrays);
        expiries.leave(arrays, now);
        return epochs.startDue(arrays, now);
    }
}
