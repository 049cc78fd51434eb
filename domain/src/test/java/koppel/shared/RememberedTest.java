package koppel.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private final SetClock clock = new SetClock();
    private final Remembered<String, Integer> numbers = new Remembered<>(clock, Duration.ofMinutes(1), 3);

    @Test
    void whatWasFoundIsKnownUntilItsTimeIsOver() {
        numbers.remember("one", 1);

        clock.advance(Duration.ofSeconds(59));
        assertThat(numbers.of("one")).contains(1);
        assertThat(numbers.of("two")).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(numbers.of("one")).isEmpty();
    }

    @Test
    void askingDoesNotProlongItAndFindingItAnewDoes() {
        numbers.remember("one", 1);
        numbers.remember("two", 2);
        clock.advance(Duration.ofSeconds(30));
        assertThat(numbers.of("one")).contains(1);
        numbers.remember("two", 22);

        clock.advance(Duration.ofSeconds(30));
        assertThat(numbers.of("one")).isEmpty();
        assertThat(numbers.of("two")).contains(22);
    }

    @Test
    void whatIsForgottenIsNotKnown() {
        numbers.remember("one", 1);

        numbers.forget("one");
        numbers.forget("two");

        assertThat(numbers.of("one")).isEmpty();
    }

    @Test
    void noMoreThanItMayHoldIsHeldAndWhatIsKnownMayAlwaysBeFoundAnew() {
        numbers.remember("one", 1);
        numbers.remember("two", 2);
        numbers.remember("three", 3);
        numbers.remember("three", 33);
        assertThat(numbers.of("one")).contains(1);
        assertThat(numbers.of("three")).contains(33);

        numbers.remember("four", 4);

        assertThat(numbers.of("four")).contains(4);
        assertThat(numbers.of("one")).isEmpty();
        assertThat(numbers.of("two")).isEmpty();
        assertThat(numbers.of("three")).isEmpty();
    }
}
