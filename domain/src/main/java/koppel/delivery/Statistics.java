package koppel.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** Port: figures about an organisation's deliveries. */
public interface Statistics {

    /**
     * What happened on one day.
     *
     * @param received documents that entered
     * @param offered offers that were made, re-offers included
     * @param retrieved retrievals
     */
    record Day(LocalDate day, long received, long offered, long retrieved) {}

    /** Days on which nothing happened are left out. */
    List<Day> perDay(OrganisationId organisation, Direction direction, LocalDate from, LocalDate to, ZoneId zone);

    /**
     * Something that a person should look at.
     *
     * @param kind a stable word
     * @param count how many documents, attempts or items it is about
     * @param since when it began, or happened last
     * @param run the re-offer that it is about
     */
    record Concern(
            String kind,
            long count,
            Optional<Instant> since,
            Optional<ConnectionId> connection,
            Optional<String> connectionName,
            Optional<String> softwarePackage,
            Optional<String> run) {}

    List<Concern> concerns(OrganisationId organisation, Instant now);
}
