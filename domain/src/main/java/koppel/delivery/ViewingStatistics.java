package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import koppel.organisation.Calendars;
import koppel.organisation.Memberships;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.Moment;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;
import koppel.user.Actor;

/** A member looks at the figures of an organisation. */
@Singleton
public class ViewingStatistics {

    private static final int MOST_DAYS = 366;
    private static final int DAYS = 30;

    private final Memberships memberships;
    private final Statistics statistics;
    private final Calendars calendars;
    private final Clock clock;

    @Inject
    public ViewingStatistics(Memberships memberships, Statistics statistics, Calendars calendars, Clock clock) {
        this.memberships = memberships;
        this.statistics = statistics;
        this.calendars = calendars;
        this.clock = clock;
    }

    /**
     * Every day of the range, in the environment's time zone, also those on which nothing happened.
     *
     * @param from a date, or null for thirty days up to the last one
     * @param to a date, which is included, or null for today
     */
    @Transactional
    public List<Statistics.Day> perDay(Actor actor, UUID organisation, Direction direction, String from, String to) {
        OrganisationId own = memberships.asMember(actor, organisation).id();
        ZoneId zone = calendars.zone(own);
        InvalidInput.Collector wrong = new InvalidInput.Collector();
        LocalDate last = date("to", to, LocalDate.ofInstant(clock.now(), zone), wrong);
        LocalDate first = date("from", from, last.minusDays(DAYS - 1L), wrong);
        wrong.require(!first.isAfter(last), "to", "Has to be on or after from.");
        wrong.require(first.plusDays(MOST_DAYS).isAfter(last), "from", "At most " + MOST_DAYS + " days.");
        wrong.throwIfAny();
        Map<LocalDate, Statistics.Day> known = statistics.perDay(own, direction, first, last, zone).stream()
                .collect(Collectors.toMap(Statistics.Day::day, Function.identity()));
        return first.datesUntil(last.plusDays(1))
                .map(day -> known.getOrDefault(day, new Statistics.Day(day, 0, 0, 0)))
                .toList();
    }

    private static LocalDate date(String field, String text, LocalDate otherwise, InvalidInput.Collector wrong) {
        Optional<LocalDate> date = Optional.ofNullable(text).flatMap(Moment::date);
        wrong.require(text == null || date.isPresent(), field, "A date such as 2026-01-31.");
        return date.orElse(otherwise);
    }

    @Transactional
    public List<Statistics.Concern> concerns(Actor actor, UUID organisation) {
        return statistics.concerns(memberships.asMember(actor, organisation).id(), clock.now());
    }
}
