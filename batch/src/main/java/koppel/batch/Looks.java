package koppel.batch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Looks again and again, each time after a pause that the look before asked for, and each as a task of its own that queues up behind the others. */
public final class Looks {

    private static final Logger LOG = System.getLogger(Looks.class.getName());

    private final Supplier<Duration> look;
    private final Duration otherwise;
    private volatile Begun begun;
    private volatile ScheduledFuture<?> next;

    /** While it is scheduled; the look is bound to the web module. */
    private record Begun(ScheduledExecutorService threads, Runnable look) {}

    /**
     * @param look says how long to wait until the next
     * @param otherwise how long to wait after one that failed
     */
    public Looks(Supplier<Duration> look, Duration otherwise) {
        this.look = look;
        this.otherwise = otherwise;
    }

    public void begin(ScheduledExecutorService threads, UnaryOperator<Runnable> inWebModule, Duration first) {
        begun = new Begun(threads, inWebModule.apply(this::look));
        scheduleNext(first);
    }

    private void look() {
        if (begun == null) {
            return;
        }
        Duration wait = otherwise;
        try {
            wait = look.get();
        } finally {
            scheduleNext(wait);
        }
    }

    private void scheduleNext(Duration wait) {
        Begun running = begun;
        if (running != null) {
            try {
                next = running.threads().schedule(running.look(), wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException | IllegalStateException ending) {
                LOG.log(Level.DEBUG, "The threads end; the next start looks again", ending);
            }
        }
    }

    public void end() {
        begun = null;
        ScheduledFuture<?> ending = next;
        if (ending != null) {
            ending.cancel(false);
        }
    }
}
