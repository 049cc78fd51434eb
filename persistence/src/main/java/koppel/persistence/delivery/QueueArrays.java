package koppel.persistence.delivery;

import java.util.Collection;
import koppel.delivery.QueueId;

/** Queues as the two arrays that a statement takes apart again with unnest. */
record QueueArrays(Integer[] organisations, Integer[] numbers) {

    static QueueArrays of(Collection<QueueId> queues) {
        return new QueueArrays(
                queues.stream().map(queue -> queue.organisation().number()).toArray(Integer[]::new),
                queues.stream().map(QueueId::number).toArray(Integer[]::new));
    }
}
