package koppel.batch.reoffer;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import koppel.delivery.ReofferingChosen;
import koppel.delivery.Share;

/**
 * Starts the epochs of the first due queues, with the {@link HeadStart} that they had, and says what comes after them: most runs are over
 * then. A step that is spared, and the checkpoints of a chunk that nothing restarts from, are a dozen statements each.
 */
@Named("firstDueQueues")
@Dependent
public class FirstDueQueues extends AbstractBatchlet {

    static final String MORE = "MORE";
    static final String CHOSEN = "CHOSEN";
    static final String NOTHING = "NOTHING";

    /** What is more is left to several threads. */
    private static final int MOST_PAGES = 5;

    private final HeadStart first;
    private final ReofferingChosen chosen;

    @Inject
    @BatchProperty
    private String run;

    @Inject
    public FirstDueQueues(HeadStart first, ReofferingChosen chosen) {
        this.first = first;
        this.chosen = chosen;
    }

    @Override
    public String process() {
        return process(Long.parseLong(run));
    }

    String process(long id) {
        PagesOfQueues.Pages pages = first.pages(id);
        for (int started = 1; started < MOST_PAGES && !pages.ended(); started++) {
            pages.startNext();
        }
        if (!pages.ended()) {
            return MORE;
        }
        return chosen.open(Optional.empty(), 1, Share.ALL).isEmpty() ? NOTHING : CHOSEN;
    }
}
