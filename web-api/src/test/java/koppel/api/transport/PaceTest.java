package koppel.api.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private final PassingTime time = new PassingTime();
    private final Pace pace = new Pace(time);

    private void afterWaiting(double seconds, long bytes) {
        pace.waits();
        time.pass(seconds);
        pace.moved(bytes);
    }

    @Test
    void tenSecondsAreWaitedForWhatIsSmallAndNoLonger() {
        afterWaiting(9, 10);
        afterWaiting(0.9, 10);
        assertThat(pace.isTooSlow()).isFalse();
        afterWaiting(0.2, 10);
        assertThat(pace.isTooSlow()).isTrue();
    }

    @Test
    void whoKeepsTheLeastRateIsWaitedForAsLongAsItTakes() {
        for (int i = 0; i < 10_000; i++) {
            afterWaiting(1, Pace.LEAST_PER_SECOND);
        }
        assertThat(pace.isTooSlow()).isFalse();
    }

    @Test
    void whoKeepsHalfTheRateIsWaitedForTwentySeconds() {
        for (int i = 0; i < 20; i++) {
            afterWaiting(1, Pace.LEAST_PER_SECOND / 2);
        }
        assertThat(pace.isTooSlow()).isFalse();
        afterWaiting(1, Pace.LEAST_PER_SECOND / 2);
        assertThat(pace.isTooSlow()).isTrue();
    }

    @Test
    void muchAtOnceEarnsAPauseOfHalfAMinuteAndNotOfAnHour() {
        afterWaiting(1, 20_000_000);
        afterWaiting(29.9, 1);
        assertThat(pace.isTooSlow()).isFalse();
        afterWaiting(0.2, 1);
        assertThat(pace.isTooSlow()).isTrue();
    }

    @Test
    void whoIsStillWaitedForIsTooSlowBeforeAnythingMoves() {
        pace.waits();
        time.pass(9.9);
        assertThat(pace.isOverdrawn()).isFalse();
        time.pass(0.2);
        assertThat(pace.isOverdrawn()).isTrue();
        assertThat(pace.isTooSlow()).isFalse();
        pace.moved(Pace.LEAST_PER_SECOND);
        assertThat(pace.isTooSlow()).isFalse();
    }

    @Test
    void whileWeWorkNobodyIsLate() {
        afterWaiting(1, 10);
        time.pass(3600);
        afterWaiting(1, 10);
        assertThat(pace.isTooSlow()).isFalse();
    }
}
