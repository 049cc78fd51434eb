package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import koppel.shared.Clock;

/**
 * Re-offers what waits in due queues: each gets its next epoch, in which everything unretrieved is offered anew. What changes
 * something is a transaction of its own unless the caller brings one, in which it keeps the result too; what only looks is in none.
 */
@Singleton
public class StartingEpochs {

    /** After so many that failed, whoever asked for the queue's re-offer is told that it failed, though it goes on being tried. */
    public static final int ATTEMPTS = ReofferingChosen.ATTEMPTS;

    /**
     * How long a queue waits after its second failure; each pause that follows is twice as long. After its first it waits for the job's next
     * run only, since most of what fails once, such as a lost connection to the database, is over by then.
     */
    public static final Duration FIRST_PAUSE = ReofferingChosen.BETWEEN_ATTEMPTS;

    /** Nobody should have to wait much longer than this for documents whose obstacle is gone. */
    public static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final DueQueues queues;
    private final Clock clock;

    @Inject
    public StartingEpochs(DueQueues queues, Clock clock) {
        this.queues = queues;
        this.clock = clock;
    }

    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public List<QueueId> due(Optional<QueueId> after, int limit, Share share) {
        return queues.due(after, limit, share, clock.now());
    }

    /** Whether the job would find something. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public boolean anyDue() {
        return queues.anyDue(clock.now());
    }

    /** Idempotent: a queue that is no longer due is left out of the answer. */
    @Transactional
    public List<DueQueues.Started> start(List<QueueId> due) {
        return due.isEmpty() ? List.of() : queues.start(due, clock.now());
    }

    /** Notes that a queue's epoch could not be started, after that was rolled back; not together with anything else, as its row may be what fails. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void failed(QueueId queue) {
        queues.failed(queue, StartingEpochs::pause, clock.now());
    }

    /** Has nobody wait any longer for a queue that failed {@value #ATTEMPTS} times. Not together with the note that it failed: this may be what does. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void endReoffers(QueueId queue) {
        queues.endReoffers(queue, ATTEMPTS);
    }

    private static Duration pause(int failed) {
        if (failed < 2) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE;
        for (int more = 2; more < failed && pause.compareTo(LONGEST_PAUSE) < 0; more++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** For somebody who has seen to what hindered queues, and starts the job. What fails all the same goes on with the pauses that it had. */
    @Transactional
    public void waitNoLonger() {
        queues.waitNoLonger();
    }
}
