package koppel.api.start;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import koppel.batchrun.JobSchedule;
import koppel.shared.ApplicationStarted;

/**
 * Starts the schedules in this module's context, because the batch runtime tags a job with the component that starts it, and tells everybody
 * when the module has started.
 */
@WebListener
public class Schedules implements ServletContextListener {

    private static final Logger LOG = System.getLogger(Schedules.class.getName());

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    @Inject
    private Instance<JobSchedule> schedules;

    @Resource
    private ManagedScheduledExecutorService executor;

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ContextService contexts;

    @Inject
    private Event<ApplicationStarted> started;

    /** Begun, or ended before. */
    private volatile boolean done;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        schedules.forEach(JobSchedule::check);
        ContainerStart start = ContainerStart.underWay();
        Runnable beginning = contexts.createContextualProxy(this::begin, Runnable.class);
        Thread thread = new Thread(() -> beginAfter(start, beginning), "begin after the start");
        thread.setDaemon(true);
        thread.start();
    }

    /** An application that is enabled later is not yet when its modules have started; until then it has no context to work in. */
    private void beginAfter(ContainerStart start, Runnable beginning) {
        try {
            start.awaitEnd();
            if (start.isUnderWay()) {
                LOG.log(Level.WARNING, "The server's start of the module does not end; what works beside it begins");
            }
            for (int attempt = 1; !done; attempt++) {
                try {
                    beginning.run();
                } catch (RuntimeException disabled) {
                    LOG.log(attempt == 1 ? Level.INFO : Level.DEBUG, "Nothing begins yet: {0}", disabled.getMessage());
                    Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void begin() {
        if (!done) {
            done = true;
            schedules.forEach(this::begin);
            started.fire(new ApplicationStarted());
        }
    }

    private void begin(JobSchedule schedule) {
        try {
            schedule.begin(executor, threads, task -> contexts.createContextualProxy(task, Runnable.class));
        } catch (RuntimeException | LinkageError failed) {
            LOG.log(Level.ERROR, "A schedule could not begin; this node does not do its work", failed);
        }
    }

    @Override
    public synchronized void contextDestroyed(ServletContextEvent event) {
        done = true;
        schedules.forEach(JobSchedule::end);
    }
}
