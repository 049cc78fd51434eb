package koppel.batch.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulesScheduleTest {

    private final List<LocalDate> prepared = new ArrayList<>();
    private final Hours hours = new Hours();
    private boolean failing;
    private final RulesSchedule schedule = new RulesSchedule(this::prepare, () -> hours.now);

    private void prepare(LocalDate today) {
        prepared.add(today);
        if (failing) {
            throw new IllegalStateException("the rules can not be compiled");
        }
    }

    /** Whose time goes on to the next task, when told to. */
    private static final class Hours extends ScheduledThreadPoolExecutor {

        private Instant now = Instant.parse("2026-08-16T21:30:00Z");
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private final Deque<Duration> waits = new ArrayDeque<>();

        Hours() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            tasks.add(task);
            waits.add(Duration.of(delay, unit.toChronoUnit()));
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }

        void goOn() {
            now = now.plus(waits.remove());
            tasks.remove().run();
        }
    }

    @AfterEach
    void end() {
        schedule.end();
        hours.shutdownNow();
    }

    @Test
    void eachHourTheRulesOfTheDayAndTheNextAreMadeReady() {
        schedule.begin(hours, Executors.defaultThreadFactory(), UnaryOperator.identity());
        for (int look = 0; look < 5; look++) {
            hours.goOn();
        }
        LocalDate lastDay = LocalDate.of(2026, 8, 16);
        assertThat(prepared).containsExactly(lastDay, lastDay, lastDay, lastDay.plusDays(1), lastDay.plusDays(1));
    }

    @Test
    void whatFailsIsTriedAgain() {
        failing = true;
        schedule.begin(hours, Executors.defaultThreadFactory(), UnaryOperator.identity());
        hours.goOn();
        hours.goOn();
        assertThat(prepared).hasSize(2);
    }

    @Test
    void nothingIsMadeReadyAfterTheEnd() {
        schedule.begin(hours, Executors.defaultThreadFactory(), UnaryOperator.identity());
        hours.goOn();
        schedule.end();
        assertThat(hours.tasks).hasSize(1);
        hours.goOn();
        assertThat(prepared).hasSize(1);
        assertThat(hours.tasks).isEmpty();
    }
}
