package koppel.batch.reoffer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import koppel.batch.CronSchedule;
import koppel.batchrun.JobSchedule;
import koppel.batchrun.OperatingJobs;
import koppel.batchrun.OwningJobs;
import koppel.delivery.ReofferJob;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * When attempts to run the job are made: by the schedule, by a kick after something became due, and when a run asks for another. None of
 * them is ever made in the caller's thread or transaction.
 */
@Singleton
public class ReofferSchedule implements ReofferJob, JobSchedule {

    private static final Logger LOG = System.getLogger(ReofferSchedule.class.getName());

    private static final String SETTING = "KOPPEL_REOFFER_SCHEDULE";
    private static final String EVERY_MINUTE = "0 * * * * *";

    /** An owner shows itself more than three times before others would take it for dead. */
    private static final Duration BETWEEN_SIGNS_OF_LIFE = OwningJobs.SILENCE.dividedBy(4);

    private static final Duration LONGEST_CHUNK = Duration.ofSeconds(10);

    private static final Duration BETWEEN_FORGETTING = Duration.ofHours(1);

    private final ReofferRuns runs;
    private final HeadStart headStart;
    private final OperatingJobs operating;
    private final String expression;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean waiting = new AtomicBoolean();

    private volatile Begun begun;

    /**
     * Threads for nothing else: the server's scheduled executor has one for all tasks of the application, and a busy one lets us seem dead, or
     * what is due wait; it also makes a context anew for each task.
     *
     * @param attempts one thread, as what runs in the web module's context is for one thread at a time
     * @param beside one thread, for what begins while an attempt starts the batch runtime
     */
    record Threads(ExecutorService attempts, ExecutorService beside, ScheduledExecutorService signsOfLife) {

        void end() {
            signsOfLife.shutdownNow();
            attempts.shutdown();
            beside.shutdown();
        }
    }

    /** What there is between begin and end. */
    private record Begun(ScheduledExecutorService threads, Threads own, Runnable attempt, CronSchedule cron) {}

    @Inject
    public ReofferSchedule(
            ReofferRuns runs,
            HeadStart headStart,
            OperatingJobs operating,
            @ConfigProperty(name = "koppel.reoffer.schedule") Optional<String> property,
            @ConfigProperty(name = SETTING) Optional<String> setting) {
        this.runs = runs;
        this.headStart = headStart;
        this.operating = operating;
        this.expression = setting.or(() -> property).orElse(EVERY_MINUTE);
    }

    @Override
    public void check() {
        cron();
    }

    private CronSchedule cron() {
        return CronSchedule.parse(SETTING, expression, now());
    }

    @Override
    public void begin(ScheduledExecutorService threads, ThreadFactory own, UnaryOperator<Runnable> inWebModule) {
        begin(
                threads,
                new Threads(
                        Executors.newSingleThreadExecutor(own),
                        Executors.newSingleThreadExecutor(own),
                        Executors.newSingleThreadScheduledExecutor(own)),
                inWebModule);
    }

    void begin(ScheduledExecutorService threads, Threads own, UnaryOperator<Runnable> inWebModule) {
        begun = new Begun(threads, own, inWebModule.apply(this::attempt), cron());
        runs.begin(new ReofferRuns.Attempts() {
            @Override
            public void now() {
                kick();
            }

            @Override
            public void after(Duration time) {
                kickAfter(time);
            }

            @Override
            public void owned(long run) {
                headStart.begin(run, own.beside());
            }
        });
        long millis = BETWEEN_SIGNS_OF_LIFE.toMillis();
        threads.scheduleWithFixedDelay(
                inWebModule.apply(this::forgetOld), 1, BETWEEN_FORGETTING.toMinutes(), TimeUnit.MINUTES);
        own.signsOfLife().scheduleAtFixedRate(inWebModule.apply(this::showLife), millis, millis, TimeUnit.MILLISECONDS);
        scheduleNext();
        // what a process that died has left
        kick();
    }

    @Override
    public void end() {
        Begun ending = begun;
        begun = null;
        runs.end(LONGEST_CHUNK);
        if (ending != null) {
            ending.own().end();
        }
    }

    private static ZonedDateTime now() {
        return ZonedDateTime.now(ZoneId.systemDefault());
    }

    private void scheduleNext() {
        Begun running = begun;
        if (running != null) {
            running.threads()
                    .schedule(this::tick, running.cron().untilNext(now()).toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        try {
            kick();
        } finally {
            scheduleNext();
        }
    }

    private void attempt() {
        asked.set(false);
        try {
            runs.attempt();
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "The re-offer job could not be started; the schedule will try again", failed);
        }
    }

    /** Old runs, and what they kept. */
    void forgetOld() {
        try {
            int forgotten = operating.forgetOld();
            LOG.log(Level.DEBUG, "Forgot {0} old runs", Integer.toString(forgotten));
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "Old runs could not be forgotten; in an hour it is tried again", failed);
        }
    }

    private void showLife() {
        try {
            runs.showLife();
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "No sign of life could be given", failed);
        }
    }

    @Override
    public void kick() {
        Begun running = begun;
        if (running != null && asked.compareAndSet(false, true)) {
            try {
                running.own().attempts().execute(running.attempt());
            } catch (RejectedExecutionException | IllegalStateException ending) {
                asked.set(false);
                LOG.log(Level.DEBUG, "A kick was dropped; the schedule will do it", ending);
            }
        }
    }

    private void kickAfter(Duration time) {
        Begun running = begun;
        if (running != null && waiting.compareAndSet(false, true)) {
            try {
                running.threads()
                        .schedule(
                                () -> {
                                    waiting.set(false);
                                    kick();
                                },
                                time.toMillis(),
                                TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException | IllegalStateException ending) {
                waiting.set(false);
                LOG.log(Level.DEBUG, "A kick was dropped; the schedule will do it", ending);
            }
        }
    }

    @Override
    @SuppressWarnings("BanJNDI") // the name is the platform's own
    public void kickAfterCommit() {
        try {
            TransactionSynchronizationRegistry registry =
                    InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
            if (registry.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
                kick();
            } else if (registry.getResource(NAME) == null) {
                registry.registerInterposedSynchronization(new Kick());
                registry.putResource(NAME, NAME);
            }
        } catch (NamingException | RuntimeException none) {
            // a hint that is lost must not cost its caller what it did
            LOG.log(Level.WARNING, "No kick after this commit; the schedule will do it", none);
        }
    }

    private final class Kick implements Synchronization {

        @Override
        public void beforeCompletion() {
            // nothing is to be done before the commit
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                kick();
            }
        }
    }
}
