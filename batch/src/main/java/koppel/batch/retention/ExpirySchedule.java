package koppel.batch.retention;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import koppel.batch.Looks;
import koppel.batch.WholeOrSingly;
import koppel.batchrun.JobSchedule;
import koppel.delivery.ExpiringDocuments;
import koppel.delivery.QueueId;

/**
 * Takes out of the delivery queues what has expired. Every node does it, since the queues' locks keep them apart; what is offered anew is
 * looked at in any case just before, so that being late makes no figure of a re-offer wrong. The threads are shared with work that cannot
 * wait, so each round is a task of its own that queues up behind the others, also while much is left. It begins where the one before
 * ended, so that looking costs no more with every round, and a queue out of which nothing can be taken stops no other.
 */
@Singleton
public class ExpirySchedule implements JobSchedule {

    private static final Logger LOG = System.getLogger(ExpirySchedule.class.getName());
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    private final ExpiringDocuments expiring;
    private final WholeOrSingly chunks;
    private final Looks looks = new Looks(this::look, BETWEEN_LOOKS);
    private volatile Optional<QueueId> last = Optional.empty();

    @Inject
    public ExpirySchedule(ExpiringDocuments expiring, WholeOrSingly chunks) {
        this.expiring = expiring;
        this.chunks = chunks;
    }

    @Override
    public void begin(ScheduledExecutorService threads, ThreadFactory own, UnaryOperator<Runnable> inWebModule) {
        looks.begin(threads, inWebModule, FIRST_LOOK);
    }

    private Duration look() {
        return takeOutSome() ? Duration.ZERO : BETWEEN_LOOKS;
    }

    /** @return whether more may be left */
    private boolean takeOutSome() {
        try {
            List<QueueId> holding = expiring.holding(last);
            if (holding.isEmpty()) {
                return false;
            }
            last = Optional.of(holding.get(holding.size() - 1));
            LongAdder left = new LongAdder();
            chunks.work(holding, queues -> left.add(expiring.takeOut(queues)), (queue, failure) -> {
                // its turn comes again, and the others go on
            });
            LOG.log(Level.DEBUG, "{0} expired documents left their queues", left);
            return left.sum() > 0;
        } catch (RuntimeException failed) {
            LOG.log(
                    Level.WARNING,
                    "Expired documents could not be taken out of their queues; it is tried again",
                    failed);
            return false;
        }
    }

    @Override
    public void end() {
        looks.end();
    }
}
