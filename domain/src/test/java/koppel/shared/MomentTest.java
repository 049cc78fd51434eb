package koppel.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    private final InvalidInput.Collector wrong = new InvalidInput.Collector();

    private Moment moment(String text) {
        return Moment.parse("from", text, wrong).orElseThrow();
    }

    @Test
    void aDateIsTheWholeDayByTheZonesClock() {
        Moment day = moment("2026-01-31");

        assertThat(day.beginning(AMSTERDAM)).isEqualTo("2026-01-30T23:00:00Z");
        assertThat(day.end(AMSTERDAM)).isEqualTo("2026-01-31T23:00:00Z");
    }

    @Test
    void theDayOnWhichClocksAreSetIsAnHourShorterOrLonger() {
        assertThat(moment("2026-03-29").end(AMSTERDAM)).isEqualTo("2026-03-29T22:00:00Z");
        assertThat(moment("2026-10-25").beginning(AMSTERDAM)).isEqualTo("2026-10-24T22:00:00Z");
        assertThat(moment("2026-10-25").end(AMSTERDAM)).isEqualTo("2026-10-25T23:00:00Z");
    }

    @Test
    void aTimeIsTheSameInEveryZone() {
        Moment time = moment("2026-01-31T12:00:00+01:00");

        assertThat(time.beginning(AMSTERDAM)).isEqualTo("2026-01-31T11:00:00Z");
        assertThat(time.end(AMSTERDAM)).isEqualTo("2026-01-31T11:00:00Z");
    }

    @Test
    void whatIsNotGivenIsNotWrong() {
        assertThat(Moment.parse("from", null, wrong)).isEmpty();
        assertThat(wrong.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-02-30",
                "2026-01-31T12:00:00",
                "1969-12-31",
                "3000-01-01",
                "3000-01-01T00:00:00Z",
                "+300000-01-01",
                "+300000-01-01T00:00:00Z",
                "-4714-01-01T00:00:00Z",
                "+999999999-12-31",
                "+999999999-12-31T23:59:59-18:00",
                "-999999999-01-01T00:00:00+18:00"
            })
    void whatNobodyMeansIsToldAsTheField(String text) {
        assertThat(Moment.parse("from", text, wrong)).isEmpty();
        assertThat(wrong.has("from")).isTrue();
    }

    @Test
    void theFirstAndTheLastYearAreTaken() {
        assertThat(Moment.date("1970-01-01")).isPresent();
        assertThat(Moment.date("2999-12-31")).isPresent();
        assertThat(Moment.time("1970-01-01T00:00:00Z")).isEqualTo(Optional.of(Instant.EPOCH));
        assertThat(Moment.time("2999-12-31T23:59:59.999999999-18:00")).isPresent();
    }
}
