package koppel.batch.reoffer;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Tells the run that owns an execution of its start and its end, whatever its end is. */
@Named("reofferRunListener")
@Dependent
public class ReofferRunListener implements JobListener {

    private final JobContext job;
    private final ReofferRuns runs;

    @Inject
    @BatchProperty
    private String run;

    @Inject
    public ReofferRunListener(JobContext job, ReofferRuns runs) {
        this.job = job;
        this.runs = runs;
    }

    /** Here and not where the job is started, so that no execution works unknown. */
    @Override
    public void beforeJob() {
        runs.executes(Long.parseLong(run), job.getExecutionId());
    }

    @Override
    public void afterJob() {
        runs.ended(Long.parseLong(run), stateAfter(job.getBatchStatus()));
    }

    /** The runtime calls it before it turns the last state into the final one. */
    static String stateAfter(BatchStatus status) {
        return switch (status) {
            case FAILED, ABANDONED -> "failed";
            case STOPPING, STOPPED -> "stopped";
            case STARTING, STARTED, COMPLETED -> "completed";
        };
    }
}
