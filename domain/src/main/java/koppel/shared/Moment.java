package koppel.shared;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * An end of a range of time as people give it: a time, or a calendar date, whose day is that of some zone. What comes from outside is of a
 * year that somebody may mean: the database knows fewer years than Java, which itself cannot reckon near the ends of its own.
 */
public sealed interface Moment {

    int FIRST_YEAR = 1970;
    int LAST_YEAR = 2999;

    /** Where a range begins that begins with it. */
    Instant beginning(ZoneId zone);

    /** Where a range ends that goes up to it, itself no part of the range: a date is included, a time is not. */
    Instant end(ZoneId zone);

    /** A time, the same in every zone. */
    record Time(Instant at) implements Moment {

        @Override
        public Instant beginning(ZoneId zone) {
            return at;
        }

        @Override
        public Instant end(ZoneId zone) {
            return at;
        }
    }

    /** A calendar date. */
    record Day(LocalDate date) implements Moment {

        @Override
        public Instant beginning(ZoneId zone) {
            return date.atStartOfDay(zone).toInstant();
        }

        @Override
        public Instant end(ZoneId zone) {
            return date.plusDays(1).atStartOfDay(zone).toInstant();
        }
    }

    /** What a field holds; empty when it holds nothing, or when a wrong one was noted. */
    static Optional<Moment> parse(String field, String text, InvalidInput.Collector wrong) {
        Optional<Moment> given = Optional.ofNullable(text)
                .flatMap(one ->
                        date(one).<Moment>map(Day::new).or(() -> time(one).map(Time::new)));
        wrong.require(
                text == null || given.isPresent(),
                field,
                "A date such as 2026-01-31, or a time such as 2026-01-31T12:00:00+01:00.");
        return given;
    }

    /** A calendar date such as 2026-01-31; empty for anything else. */
    static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(date -> isMeant(date.getYear()));
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }

    /** A time with its offset, such as 2026-01-31T12:00:00+01:00; empty for anything else. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text))
                    .filter(time -> isMeant(time.getYear()))
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    private static boolean isMeant(int year) {
        return FIRST_YEAR <= year && year <= LAST_YEAR;
    }
}
