package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import koppel.shared.Clock;

/**
 * Re-offers what waits in due queues: each gets its next epoch, in which everything unretrieved is offered anew. A transaction of its
 * own for each call unless the caller brings one, in which it keeps the result too.
 */
@Singleton
public class StartingEpochs {

    private final DueQueues queues;
    private final Clock clock;

    @Inject
    public StartingEpochs(DueQueues queues, Clock clock) {
        this.queues = queues;
        this.clock = clock;
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<QueueId> due(Optional<QueueId> after, int limit, Share share) {
        return queues.due(after, limit, share);
    }

    /** Whether the job would find something. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean anyDue() {
        return queues.anyDue();
    }

    /** Idempotent: a queue that is no longer due is left out of the answer. */
    @Transactional
    public List<DueQueues.Started> start(List<QueueId> due) {
        return due.isEmpty() ? List.of() : queues.start(due, clock.now());
    }
}
