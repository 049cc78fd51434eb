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
import koppel.batchrun.JobSchedule;
import koppel.shared.ApplicationStarted;

/**
 * Starts the schedules in this module's context, because the batch runtime tags a job with the component that starts it, and tells everybody
 * when the module has started.
 */
@WebListener
public class Schedules implements ServletContextListener {

    private static final Logger LOG = System.getLogger(Schedules.class.getName());

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

    private boolean ended;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        schedules.forEach(JobSchedule::check);
        ContainerStart start = ContainerStart.underWay();
        if (!start.isUnderWay()) {
            LOG.log(
                    Level.WARNING,
                    "It can not be told when this server has started the module; schedules begin at once");
        }
        executor.submit(() -> {
            start.awaitEnd();
            begin();
            return null;
        });
    }

    private synchronized void begin() {
        if (!ended) {
            schedules.forEach(schedule ->
                    schedule.begin(executor, threads, task -> contexts.createContextualProxy(task, Runnable.class)));
            started.fire(new ApplicationStarted());
        }
    }

    @Override
    public synchronized void contextDestroyed(ServletContextEvent event) {
        ended = true;
        schedules.forEach(JobSchedule::end);
    }
}
