package koppel.batch.reoffer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import koppel.batch.Looks;
import koppel.batchrun.JobSchedule;
import koppel.delivery.WatchingLedger;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * The ledger under {@code /metrics}. It is read now and then and not when somebody asks, so that asking costs the database nothing; the longer
 * it takes, since much waits, the more seldom.
 */
@Singleton
public class LedgerGauges implements JobSchedule {

    private static final Logger LOG = System.getLogger(LedgerGauges.class.getName());
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
    private static final double MILLIS = 1000;

    /** No more than one in so many seconds is spent looking. */
    private static final int SHARE = 50;

    private final WatchingLedger ledger;
    private volatile WatchingLedger.View view = WatchingLedger.View.NOTHING;
    private final Looks looks = new Looks(this::look, BETWEEN_LOOKS);

    @Inject
    public LedgerGauges(WatchingLedger ledger, MetricRegistry registry) {
        this.ledger = ledger;
        gauge(
                registry,
                "koppel_documents_waiting",
                "Documents that nobody retrieved yet, counted for each consumer",
                one -> one.waiting());
        gauge(registry, "koppel_queues_due", "Delivery queues whose next epoch is to be started", one -> one.due());
        gauge(
                registry,
                "koppel_queues_due_age_seconds",
                "How long the oldest of them has been due",
                one -> one.longestDue().toMillis() / MILLIS);
        gauge(
                registry,
                "koppel_oldest_unretrieved_age_seconds",
                "How long the document that has waited longest has waited",
                one -> one.oldestUnretrieved().toMillis() / MILLIS);
    }

    private void gauge(
            MetricRegistry registry, String name, String description, ToDoubleFunction<WatchingLedger.View> value) {
        registry.gauge(
                Metadata.builder().withName(name).withDescription(description).build(),
                () -> value.applyAsDouble(view));
    }

    @Override
    public void begin(ScheduledExecutorService threads, ThreadFactory own, UnaryOperator<Runnable> inWebModule) {
        looks.begin(threads, inWebModule, FIRST_LOOK);
    }

    private Duration look() {
        long start = System.nanoTime();
        try {
            view = ledger.now();
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "The ledger's figures could not be read; they stay as they were", failed);
        }
        Duration pause = Duration.ofNanos(System.nanoTime() - start).multipliedBy(SHARE);
        return pause.compareTo(BETWEEN_LOOKS) > 0 ? pause : BETWEEN_LOOKS;
    }

    @Override
    public void end() {
        looks.end();
    }
}
