package koppel.batch.reoffer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import koppel.batch.WholeOrSingly;
import koppel.delivery.DueQueues.Started;
import koppel.delivery.QueueId;
import koppel.delivery.Share;
import koppel.delivery.StartingEpochs;

/**
 * The due queues by pages, as many as one transaction starts the epochs of: a thousand single items cost the batch runtime as much time as
 * their epochs cost the database.
 */
@Singleton
public class PagesOfQueues {

    /** For some 20 ms the rows of so many queues are locked. */
    private static final int PAGE = 1000;

    private final StartingEpochs epochs;
    private final RecordedWork work;
    private final ReofferRuns runs;
    private final ReofferMetrics metrics;
    private final WholeOrSingly chunks;

    @Inject
    public PagesOfQueues(
            StartingEpochs epochs, RecordedWork work, ReofferRuns runs, ReofferMetrics metrics, WholeOrSingly chunks) {
        this.epochs = epochs;
        this.work = work;
        this.runs = runs;
        this.metrics = metrics;
        this.chunks = chunks;
    }

    /** The pages of a share, in the order of the queues' ids, each asked for anew behind the one before. */
    final class Pages {

        private final long run;
        private final Share share;

        private Optional<QueueId> last;
        private boolean ended;

        private Pages(long run, Share share, Optional<QueueId> after) {
            this.run = run;
            this.share = share;
            this.last = after;
        }

        /** Empty when there are no more, or the run should not go on. */
        List<QueueId> next() {
            ended |= !runs.goesOn(run);
            if (ended) {
                return List.of();
            }
            List<QueueId> found = epochs.due(last, PAGE + 1, share);
            ended = found.size() <= PAGE;
            List<QueueId> page = ended ? found : found.subList(0, PAGE);
            if (!page.isEmpty()) {
                last = Optional.of(page.get(page.size() - 1));
            }
            return page;
        }

        /** Starts the epochs of the next page, if there is one. */
        void startNext() {
            List<QueueId> page = next();
            if (!page.isEmpty()) {
                start(run, page);
            }
        }

        /** Whether it is known that there are no more. */
        boolean ended() {
            return ended;
        }

        /** The last queue of the last page that was not empty. */
        Optional<QueueId> last() {
            return last;
        }
    }

    Pages pages(long run, Share share, Optional<QueueId> after) {
        return new Pages(run, share, after);
    }

    /** Starts the epochs of a page in one transaction; if that fails, of each queue by itself. */
    void start(long run, List<QueueId> page) {
        runs.work(
                run,
                () -> chunks.work(
                        page,
                        queues -> {
                            List<Started> started = work.startEpochs(run, queues);
                            if (!started.isEmpty()) {
                                runs.gotSomethingDone(run);
                                metrics.started(
                                        started.size(),
                                        started.stream()
                                                .mapToLong(Started::offered)
                                                .sum());
                            }
                        },
                        (queue, failure) -> {
                            work.failed(run, queue, failure);
                            metrics.failed();
                            FollowUp.of(queue, "has its failure noted", () -> epochs.failed(queue));
                            FollowUp.of(queue, "has the re-offers over it ended", () -> epochs.endReoffers(queue));
                        }));
    }
}
