package koppel.batch.retention;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import koppel.batchrun.JobSchedule;
import koppel.delivery.ExpiringDocuments;

/**
 * Takes out of the delivery queues what has expired. Every node does it, since the queues' locks keep them apart; what is offered anew is
 * looked at in any case just before, so that being late makes no figure of a re-offer wrong.
 */
@Singleton
public class ExpirySchedule implements JobSchedule {

    private static final Logger LOG = System.getLogger(ExpirySchedule.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    private final ExpiringDocuments expiring;
    private volatile ScheduledFuture<?> looks;
    private volatile boolean ended;

    @Inject
    public ExpirySchedule(ExpiringDocuments expiring) {
        this.expiring = expiring;
    }

    @Override
    public void begin(ScheduledExecutorService threads, ThreadFactory own, UnaryOperator<Runnable> inWebModule) {
        ended = false;
        looks = threads.scheduleWithFixedDelay(
                inWebModule.apply(this::takeOut), 1, BETWEEN_LOOKS.toMinutes(), TimeUnit.MINUTES);
    }

    /** Some at a time, until none is left. */
    void takeOut() {
        try {
            int some = expiring.takeOut();
            while (some > 0 && !ended) {
                LOG.log(Level.DEBUG, "{0} expired documents left their queues", Integer.toString(some));
                some = expiring.takeOut();
            }
        } catch (RuntimeException failed) {
            LOG.log(
                    Level.WARNING,
                    "Expired documents could not be taken out of their queues; it is tried again",
                    failed);
        }
    }

    @Override
    public void end() {
        ended = true;
        ScheduledFuture<?> ending = looks;
        if (ending != null) {
            ending.cancel(false);
        }
    }
}
