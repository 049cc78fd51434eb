package koppel.batch.reoffer;

import jakarta.batch.api.listener.AbstractStepListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.Optional;
import koppel.delivery.ReofferingChosen;
import koppel.delivery.Share;

/** Says what comes after the first due queues: most runs are over then, and each step that is spared is a dozen statements. */
@Named("dueQueuesEnd")
@Dependent
public class DueQueuesEnd extends AbstractStepListener {

    static final String MORE = "MORE";
    static final String CHOSEN = "CHOSEN";
    static final String NOTHING = "NOTHING";

    private final StepContext step;
    private final ReofferingChosen chosen;

    @Inject
    public DueQueuesEnd(StepContext step, ReofferingChosen chosen) {
        this.step = step;
        this.chosen = chosen;
    }

    /** A step that failed says nothing: what it says would be followed, and the run would end as if nothing had happened. */
    @Override
    public void afterStep() {
        if (step.getBatchStatus() == BatchStatus.FAILED) {
            return;
        }
        step.setExitStatus(next(Arrays.stream(step.getMetrics())
                .filter(metric -> metric.getType() == Metric.MetricType.READ_COUNT)
                .mapToLong(Metric::getValue)
                .sum()));
    }

    /** @param read how many due queues there were for the first step, which reads no more than its limit */
    String next(long read) {
        if (read >= DueQueueReader.MOST_BY_ONE_THREAD) {
            return MORE;
        }
        return chosen.open(Optional.empty(), 1, Share.ALL).isEmpty() ? NOTHING : CHOSEN;
    }
}
