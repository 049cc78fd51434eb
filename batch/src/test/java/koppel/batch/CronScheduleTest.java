package koppel.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {

    private static final ZonedDateTime NOON = ZonedDateTime.parse("2026-03-10T12:00:00+01:00[Europe/Amsterdam]");

    private static Duration untilNext(String expression, ZonedDateTime now) {
        return CronSchedule.parse("THE_SETTING", expression, now).untilNext(now);
    }

    @ParameterizedTest
    @CsvSource({
        "0 * * * * *, PT1M",
        "*/10 * * * * *, PT10S",
        "* * * * * *, PT1S",
        "0 0 3 * * *, PT15H",
        "30 5 12 * * MON-FRI, PT5M30S",
        "'  0   *\t* * * * ', PT1M",
    })
    void theNextTimeIsTheOneThatWasWritten(String expression, Duration expected) {
        assertThat(untilNext(expression, NOON)).isEqualTo(expected);
    }

    @Test
    void fiveFieldsMeanTheFullMinute() {
        assertThat(untilNext("*/5 * * * *", NOON)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aPartOfASecondIsWaitedFor() {
        assertThat(untilNext("0 * * * * *", NOON.minusNanos(1))).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void hoursAreThoseOfTheTimeZoneAlsoWhenSummerTimeBegins() {
        ZonedDateTime eveningBefore = ZonedDateTime.parse("2026-03-28T20:00:00+01:00[Europe/Amsterdam]");

        assertThat(untilNext("0 0 4 * * *", eveningBefore)).isEqualTo(Duration.ofHours(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "every minute",
                "* * * *",
                "* * * * * * *",
                "60 * * * * *",
                "0 0 24 * * *",
                "0 x * * * *",
                "0 0 0 * FOO *",
                "0 0 0 30 FEB *",
            })
    void whatIsNoScheduleIsRefusedWithTheSettingsNameAndAnExample(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> untilNext(expression, NOON))
                .withMessageStartingWith("THE_SETTING is \"" + expression + "\"")
                .withMessageContaining("\"0 * * * * *\"");
    }
}
