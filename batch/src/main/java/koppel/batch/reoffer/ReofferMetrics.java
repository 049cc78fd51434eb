package koppel.batch.reoffer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** What the job has done on this node since its start, for those who watch the installation. */
@Singleton
public class ReofferMetrics {

    private final Counter queues;
    private final Counter offered;
    private final Counter items;
    private final Counter failures;

    @Inject
    public ReofferMetrics(MetricRegistry registry) {
        queues = counter(registry, "koppel_reoffer_queues", "Delivery queues whose next epoch the job started");
        offered = counter(registry, "koppel_reoffer_documents", "Documents that these epochs offered");
        items = counter(registry, "koppel_reoffer_items", "Chosen documents that the job offered again");
        failures = counter(registry, "koppel_reoffer_failures", "Failed attempts at queues and items");
    }

    private static Counter counter(MetricRegistry registry, String name, String description) {
        return registry.counter(
                Metadata.builder().withName(name).withDescription(description).build());
    }

    void started(int number, long documents) {
        queues.inc(number);
        offered.inc(documents);
    }

    void reoffered(int number) {
        items.inc(number);
    }

    void failed() {
        failures.inc();
    }
}
