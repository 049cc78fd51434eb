package koppel.api.start;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import koppel.batchrun.JobSchedule;

/** Starts the schedules in this module's context, because the batch runtime tags a job with the component that starts it. */
@WebListener
public class Schedules implements ServletContextListener {

    @Inject
    private Instance<JobSchedule> schedules;

    @Resource
    private ManagedScheduledExecutorService executor;

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ContextService contexts;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        schedules.forEach(schedule ->
                schedule.begin(executor, threads, task -> contexts.createContextualProxy(task, Runnable.class)));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        schedules.forEach(JobSchedule::end);
    }
}
