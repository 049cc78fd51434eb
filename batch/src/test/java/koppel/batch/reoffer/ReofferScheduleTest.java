package koppel.batch.reoffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import koppel.batch.WholeOrSingly;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReofferScheduleTest {

    private static final String NEVER = "0 0 0 1 1 *";

    private final FakeTables tables = new FakeTables();
    private final ReofferRuns runs = new ReofferRuns(
            tables.startingEpochs, tables.reofferingChosen, tables.owningJobs, new FakeRuntime()::operator);
    private final PagesOfQueues pages = new PagesOfQueues(
            tables.startingEpochs,
            new RecordedWork(tables.startingEpochs, tables.reofferingChosen, tables.owningJobs),
            runs,
            new ReofferMetrics(FakeCounters.registry(new HashMap<>())),
            new WholeOrSingly(failure -> false));
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(1);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private ReofferSchedule schedule(String expression) {
        return new ReofferSchedule(
                runs, new HeadStart(pages), tables.operatingJobs, Optional.of(expression), Optional.empty());
    }

    private ReofferSchedule begun(String expression) {
        ReofferSchedule schedule = schedule(expression);
        begin(schedule);
        return schedule;
    }

    /** All on one thread, so that what it is asked to do next comes after what it does; the thread outlives the schedule. */
    private void begin(ReofferSchedule schedule) {
        ExecutorService kept = new KeptThread();
        schedule.begin(
                threads,
                new ReofferSchedule.Threads(kept, kept, Executors.newSingleThreadScheduledExecutor(Thread::new)),
                UnaryOperator.identity());
    }

    private final class KeptThread extends AbstractExecutorService {

        @Override
        public void execute(Runnable task) {
            threads.execute(task);
        }

        @Override
        public void shutdown() {
            // what was asked for later is still to be seen
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) {
            return false;
        }
    }

    /** Each of them completes what is finished, which the tables count. */
    private int attempts() throws Exception {
        return threads.submit(() -> tables.completions).get(10, TimeUnit.SECONDS);
    }

    @Test
    void theStartMakesAnAttemptSoThatWhatAKillLeftIsDoneAtOnce() throws Exception {
        ReofferSchedule schedule = begun(NEVER);

        assertThat(attempts()).isEqualTo(1);
        schedule.end();
    }

    @Test
    void aTickMakesAnAttemptAndIsFollowedByTheNext() throws Exception {
        ReofferSchedule schedule = begun("* * * * * *");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (attempts() < 3 && System.nanoTime() < end) {
            Thread.sleep(20);
        }

        assertThat(attempts()).isGreaterThanOrEqualTo(3);
        schedule.end();
    }

    @Test
    void manyKicksWhileNoneIsHeardAreOneAttempt() throws Exception {
        ReofferSchedule schedule = begun(NEVER);
        int before = attempts();
        CountDownLatch busy = new CountDownLatch(1);
        threads.submit(() -> busy.await(10, TimeUnit.SECONDS));
        for (int i = 0; i < 100; i++) {
            schedule.kick();
        }
        busy.countDown();

        assertThat(attempts()).isEqualTo(before + 1);
        schedule.end();
    }

    @Test
    void anAttemptThatFailsIsFollowedByOthers() throws Exception {
        ReofferSchedule schedule = begun(NEVER);
        int before = attempts();
        tables.down = true;
        schedule.kick();
        attempts();
        tables.down = false;
        schedule.kick();

        assertThat(attempts()).isGreaterThan(before);
        schedule.end();
    }

    @Test
    void kicksBeforeTheStartAndAfterTheEndDoNothingAndHarmNobody() throws Exception {
        ReofferSchedule schedule = schedule(NEVER);
        schedule.kick();
        assertThat(attempts()).isZero();

        begin(schedule);
        int begun = attempts();
        schedule.end();
        schedule.kick();
        assertThat(attempts()).isEqualTo(begun);
    }

    @Test
    void oldRunsAreForgottenAgainAndAgain() {
        ReofferSchedule schedule = begun(NEVER);
        assertThat(threads.getQueue().stream()
                        .map(task -> (RunnableScheduledFuture<?>) task)
                        .filter(RunnableScheduledFuture::isPeriodic)
                        .mapToLong(task -> task.getDelay(TimeUnit.MINUTES)))
                .anyMatch(minutes -> minutes <= 1);

        schedule.forgetOld();
        tables.down = true;
        assertThatCode(schedule::forgetOld).doesNotThrowAnyException();
        tables.down = false;
        schedule.forgetOld();

        assertThat(tables.forgotten).isEqualTo(2);
        schedule.end();
    }

    @Test
    void aKickToThreadsThatAreGoneHarmsNobody() {
        ReofferSchedule schedule = begun(NEVER);
        threads.shutdownNow();

        assertThatCode(schedule::kick).doesNotThrowAnyException();
        schedule.end();
    }

    @Test
    void aKickAfterCommitThatCannotBePromisedHarmsNobody() {
        // there is no server here to ask for the transaction
        assertThatCode(() -> schedule(NEVER).kickAfterCommit()).doesNotThrowAnyException();
    }

    @Test
    void aScheduleThatIsNoneIsRefusedAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> begun("now and then"))
                .withMessageContaining("KOPPEL_REOFFER_SCHEDULE");
    }
}
