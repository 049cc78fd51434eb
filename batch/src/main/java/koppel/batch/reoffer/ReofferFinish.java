package koppel.batch.reoffer;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import koppel.batchrun.OperatingJobs;
import koppel.delivery.ReofferingChosen;

/** Completes the re-offers of people that have nothing left to do, and forgets old runs. */
@Named("reofferFinish")
@Dependent
public class ReofferFinish extends AbstractBatchlet {

    private final ReofferingChosen chosen;
    private final OperatingJobs jobs;

    @Inject
    public ReofferFinish(ReofferingChosen chosen, OperatingJobs jobs) {
        this.chosen = chosen;
        this.jobs = jobs;
    }

    @Override
    public String process() {
        return "finished " + chosen.completeFinished() + ", forgot " + jobs.forgetOld();
    }
}
