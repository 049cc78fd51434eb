package koppel.batch.reoffer;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import koppel.delivery.ReofferingChosen;

/** Completes the re-offers of people that have nothing left to do. */
@Named("reofferFinish")
@Dependent
public class ReofferFinish extends AbstractBatchlet {

    private final ReofferingChosen chosen;

    @Inject
    public ReofferFinish(ReofferingChosen chosen) {
        this.chosen = chosen;
    }

    @Override
    public String process() {
        return "finished " + chosen.completeFinished();
    }
}
