package koppel.batch.reoffer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import koppel.delivery.Share;

/**
 * The first page of due queues, begun as soon as this node owns the job, on a thread beside the batch runtime: that takes longer to start an
 * execution than the database to start the epochs of a page. The execution's first step waits for it and goes on behind it, so a run ends
 * with all that it began. What it does is done and recorded as by the step itself, and is undone if the run has ended meanwhile.
 */
@Singleton
public class HeadStart {

    private final PagesOfQueues queues;
    private final AtomicReference<Begun> begun = new AtomicReference<>();

    private record Begun(long run, FutureTask<PagesOfQueues.Pages> first) {}

    @Inject
    public HeadStart(PagesOfQueues queues) {
        this.queues = queues;
    }

    /**
     * Begins with a run.
     *
     * @param beside runs it while the caller goes on; if it takes nothing more, the step does it all
     */
    void begin(long run, Executor beside) {
        FutureTask<PagesOfQueues.Pages> first = new FutureTask<>(() -> first(run));
        begun.set(new Begun(run, first));
        try {
            beside.execute(first);
        } catch (RejectedExecutionException | IllegalStateException ending) {
            begun.set(null);
        }
    }

    private PagesOfQueues.Pages first(long run) {
        PagesOfQueues.Pages pages = queues.pages(run, Share.ALL, Optional.empty());
        pages.startNext();
        return pages;
    }

    /**
     * The due queues of a run, of which the first page is done.
     *
     * @throws RuntimeException what it failed with
     */
    PagesOfQueues.Pages pages(long run) {
        Begun mine = begun.get();
        if (mine == null || mine.run() != run) {
            return first(run);
        }
        begun.compareAndSet(mine, null);
        // nothing if it is under way; where it waits for one that hangs, this run need not
        mine.first().run();
        try {
            return mine.first().get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The first due queues were not waited for", stopped);
        }
    }
}
