package koppel.batch.reoffer;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import koppel.delivery.QueueId;
import koppel.delivery.ReofferingChosen;
import koppel.delivery.Share;

/**
 * Starts the epochs of the first due queues in one thread, and says what comes after them: most runs are over then. A step that is spared,
 * and the checkpoints of a chunk that nothing restarts from, are a dozen statements each.
 */
@Named("firstDueQueues")
@Dependent
public class FirstDueQueues extends AbstractBatchlet {

    static final String MORE = "MORE";
    static final String CHOSEN = "CHOSEN";
    static final String NOTHING = "NOTHING";

    /** What is more is left to several threads. */
    private static final int MOST_PAGES = 5;

    private final PagesOfQueues queues;
    private final ReofferingChosen chosen;

    @Inject
    @BatchProperty
    private String run;

    @Inject
    public FirstDueQueues(PagesOfQueues queues, ReofferingChosen chosen) {
        this.queues = queues;
        this.chosen = chosen;
    }

    @Override
    public String process() {
        return process(Long.parseLong(run));
    }

    String process(long id) {
        PagesOfQueues.Pages pages = queues.pages(id, Share.ALL, Optional.empty());
        for (int done = 0; done < MOST_PAGES; done++) {
            List<QueueId> page = pages.next();
            if (!page.isEmpty()) {
                queues.start(id, page);
            }
            if (pages.ended()) {
                return chosen.open(Optional.empty(), 1, Share.ALL).isEmpty() ? NOTHING : CHOSEN;
            }
        }
        return MORE;
    }
}
