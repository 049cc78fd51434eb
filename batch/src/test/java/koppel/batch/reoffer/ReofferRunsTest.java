package koppel.batch.reoffer;

import static koppel.batch.reoffer.FakeTables.item;
import static koppel.batch.reoffer.FakeTables.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.batch.operations.JobStartException;
import jakarta.batch.runtime.BatchStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import koppel.batchrun.OwningJobs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReofferRunsTest {

    private final FakeTables tables = new FakeTables();
    private final FakeRuntime runtime = new FakeRuntime();
    private final ReofferRuns runs =
            new ReofferRuns(tables.startingEpochs, tables.reofferingChosen, tables.owningJobs, runtime::operator);
    private final List<Duration> askedFor = new ArrayList<>();

    @BeforeEach
    void begin() {
        runs.begin(new ReofferRuns.Attempts() {
            @Override
            public void now() {
                askedFor.add(Duration.ZERO);
            }

            @Override
            public void after(Duration time) {
                askedFor.add(time);
            }
        });
    }

    private void somethingIsDue() {
        tables.due.add(queue(1));
    }

    @Test
    void withNothingToDoNoRunIsStarted() {
        runs.attempt();

        assertThat(tables.states).isEmpty();
        assertThat(runtime.started).isEmpty();
    }

    @Test
    void eachAttemptCompletesTheReoffersThatHaveNothingLeft() {
        runs.attempt();

        assertThat(tables.completions).isEqualTo(1);
    }

    @Test
    void aDueQueueStartsARunThatKnowsItsNumber() {
        somethingIsDue();
        runs.attempt();

        assertThat(tables.states).containsEntry(1L, "running");
        assertThat(runtime.started).singleElement().satisfies(parameters -> assertThat(parameters)
                .containsEntry("run", "1"));
        assertThat(runs.goesOn(1)).isTrue();
        assertThat(runs.goesOn(2)).isFalse();
    }

    @Test
    void noRunIsStartedOnlyForAQueueThatWaitsForItsNextAttempt() {
        somethingIsDue();
        tables.startingEpochs.failed(queue(1));
        tables.startingEpochs.failed(queue(1));
        runs.attempt();

        assertThat(tables.states).isEmpty();
        assertThat(tables.due).hasSize(1);
    }

    @Test
    void anOpenItemStartsARunToo() {
        tables.open.add(item(1));
        runs.attempt();

        assertThat(runtime.started).hasSize(1);
    }

    @Test
    void whileAnotherNodeIsAtItThisOneLooksAgainWhenThatWouldBeSilentIfItWereDead() {
        somethingIsDue();
        tables.states.put(99L, "running");
        runs.attempt();

        assertThat(runtime.started).isEmpty();
        assertThat(askedFor).singleElement().satisfies(time -> assertThat(time).isGreaterThan(OwningJobs.SILENCE));
    }

    @Test
    void theExecutionIsLinked() {
        somethingIsDue();
        runs.attempt();
        runs.executes(1, 1001);

        assertThat(tables.executions).containsEntry(1L, 1001L);
    }

    @Test
    void aRunThatGotSomethingDoneIsFollowedByAnotherLook() {
        somethingIsDue();
        runs.attempt();
        runs.gotSomethingDone(1);
        runs.ended(1, "completed");

        assertThat(tables.states).containsEntry(1L, "completed");
        assertThat(askedFor).containsExactly(Duration.ZERO);
    }

    @Test
    void theEndOfARunCompletesTheReoffersThatHaveNothingLeft() {
        somethingIsDue();
        runs.attempt();
        int before = tables.completions;
        runs.ended(1, "completed");

        assertThat(tables.completions).isEqualTo(before + 1);
    }

    @Test
    void aRunThatGotNothingDoneIsNotFollowedSoThatABadQueueWaitsForTheNextTick() {
        somethingIsDue();
        runs.attempt();
        runs.ended(1, "completed");

        assertThat(askedFor).isEmpty();
    }

    @Test
    void whatIsAskedForDuringARunIsLookedAtAfterIt() {
        somethingIsDue();
        runs.attempt();
        runs.attempt();

        assertThat(runtime.started).hasSize(1);
        runs.ended(1, "completed");
        assertThat(askedFor).containsExactly(Duration.ZERO);
    }

    @Test
    void aJobThatTheRuntimeDoesNotTakeIsAFailedRunAndBlocksNothing() {
        somethingIsDue();
        runtime.broken = true;
        assertThatExceptionOfType(JobStartException.class).isThrownBy(runs::attempt);

        assertThat(tables.states).containsEntry(1L, "failed");
        runtime.broken = false;
        runs.attempt();
        assertThat(runs.goesOn(2)).isTrue();
    }

    @Test
    void anOwnerThatShowsLifeGoesOn() {
        somethingIsDue();
        runs.attempt();
        runs.showLife();

        assertThat(runs.goesOn(1)).isTrue();
        assertThat(runtime.stopped).isEmpty();
    }

    @Test
    void aRunThatWasTakenOverStopsAndItsLateEndChangesNothing() {
        somethingIsDue();
        runs.attempt();
        tables.states.put(1L, "failed");
        runs.showLife();

        assertThat(runs.goesOn(1)).isFalse();
        assertThat(runtime.stopped).containsExactly(1001L);
        runs.ended(1, "completed");
        assertThat(tables.states).containsEntry(1L, "failed");
    }

    @Test
    void whatIsAskedForAfterAStopIsLookedAtAsSoonAsTheStopIsNoticed() {
        somethingIsDue();
        runs.attempt();
        tables.states.put(1L, "stopped");
        runs.attempt();
        assertThat(askedFor).isEmpty();
        runs.showLife();

        assertThat(askedFor).containsExactly(Duration.ZERO);
        runs.attempt();
        assertThat(runs.goesOn(2)).isTrue();
        runs.ended(1, "completed");
        assertThat(runs.goesOn(2)).isTrue();
    }

    @Test
    void aStopThatNobodyAskedAnythingAfterIsNotUndone() {
        somethingIsDue();
        runs.attempt();
        runs.gotSomethingDone(1);
        tables.states.put(1L, "stopped");
        runs.showLife();
        runs.ended(1, "completed");

        assertThat(askedFor).isEmpty();
    }

    @Test
    void aStopIsNotUndoneByWhatWasAskedForBefore() {
        somethingIsDue();
        runs.attempt();
        runs.attempt();
        runs.showLife();
        tables.states.put(1L, "stopped");
        runs.showLife();
        runs.ended(1, "completed");

        assertThat(askedFor).isEmpty();
    }

    @Test
    void aRunWhoseEndNobodyToldIsEndedAsFailed() {
        somethingIsDue();
        runs.attempt();
        runtime.statuses.put(1001L, BatchStatus.FAILED);
        runs.showLife();

        assertThat(tables.states).containsEntry(1L, "failed");
        runs.attempt();
        assertThat(runs.goesOn(2)).isTrue();
    }

    @Test
    void aRunWhoseEndCannotBePutOnRecordIsKeptAliveNoLonger() {
        somethingIsDue();
        runs.attempt();
        tables.bad.add("ends");
        runs.ended(1, "completed");

        assertThat(runs.goesOn(1)).isFalse();
        assertThat(tables.states).containsEntry(1L, "running");
    }

    @Test
    void atTheEndARunIsStoppedAndItsEndAwaited() throws Exception {
        somethingIsDue();
        runs.attempt();
        Thread job = new Thread(() -> {
            while (runs.goesOn(1)) {
                Thread.onSpinWait();
            }
            runs.ended(1, "completed");
        });
        job.start();
        runs.end(Duration.ofSeconds(10));
        job.join();

        assertThat(tables.states).containsEntry(1L, "stopped");
        assertThat(runtime.stopped).containsExactly(1001L);
        assertThat(askedFor).isEmpty();
    }

    @Test
    void afterTheEndNothingIsStarted() {
        somethingIsDue();
        runs.end(Duration.ZERO);
        runs.attempt();

        assertThat(runtime.started).isEmpty();
    }
}
