package koppel.connection;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.KeyGeneration;
import koppel.connection.keys.SecretHash;
import koppel.organisation.Organisation;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;
import koppel.user.EmailAddress;
import koppel.user.UserId;

/**
 * Port: connections and their keys. The lookups for people take the organisation or the person, so that something foreign is never
 * even read.
 */
public interface Connections {

    /** Why a generation of keys ended. */
    enum KeysEnded {
        RENEWED,
        REVOKED,
        COMPROMISED,
        LEAKED
    }

    /**
     * How an organisation's documents are handled by a connection.
     *
     * @param startDate in the zone of the organisation's environment; what was received before is not offered
     * @param email the address linked to the administration, once Quick Connect has accepted one
     */
    record Service(
            OrganisationId organisation,
            String software,
            Optional<String> administration,
            Optional<java.time.LocalDate> startDate,
            boolean salesInvoices,
            Optional<EmailAddress> email) {

        public Service(
                OrganisationId organisation,
                String software,
                Optional<String> administration,
                Optional<java.time.LocalDate> startDate,
                boolean salesInvoices) {
            this(organisation, software, administration, startDate, salesInvoices, Optional.empty());
        }

        Service startingOn(java.time.LocalDate date) {
            return new Service(organisation, software, administration, Optional.of(date), salesInvoices, email);
        }

        /** The directions of a package that are handled here. */
        Set<Direction> of(Set<Direction> retrieved) {
            Set<Direction> handled = EnumSet.noneOf(Direction.class);
            handled.addAll(retrieved);
            if (!salesInvoices) {
                handled.remove(Direction.SALES);
            }
            return handled;
        }
    }

    /** What the overview shows of a connection. */
    record Overview(
            Connection connection,
            Optional<AppKey> appKey,
            Service service,
            Optional<Instant> lastUsedOn,
            Optional<Instant> lastRetrievedOn,
            long waiting,
            Optional<ConnectionId> followedBy,
            Health health,
            List<Further> further) {}

    /**
     * Whether somebody tries keys of the connection in vain.
     *
     * @param failedAttempts refused calls with one of its App Keys, as far as they were counted
     * @param keysEnded why the newest set of keys ended, by the word of the database
     */
    record Health(long failedAttempts, Optional<Instant> lastFailedOn, Optional<String> keysEnded) {}

    /** A further organisation that the connection serves, and how many documents wait there. */
    record Further(Organisation organisation, Service service, long waiting) {}

    /**
     * A set of keys in the life of a connection, as its history tells of it: nothing of the Secret.
     *
     * @param validUntil the first moment at which it is refused; empty while it is current
     * @param ended why it ends
     */
    record KeySetFacts(
            int generation,
            AppKey appKey,
            Instant createdOn,
            Optional<Instant> validUntil,
            Optional<KeysEnded> ended) {}

    /** A set of keys as found by its App Key. */
    record FoundKeys(
            Connection connection, KeyGeneration keys, koppel.softwarepackage.SoftwarePackage softwarePackage) {}

    /**
     * Adds a connection with its first service.
     *
     * @throws koppel.shared.WrongState {@code connection-exists} when an active one has the same software and administration, naming
     *     it; {@code connection-followed} when what it follows is followed already. Both decided by unique indexes.
     */
    void add(ActiveConnection connection, Service service, UserId by);

    /** Locks the connection's row until the end of the transaction. Finds deleted ones too. */
    Optional<Connection> lockOfAdministrator(ConnectionId id, UserId administrator);

    Optional<Connection> ofMember(ConnectionId id, UserId member);

    Optional<Overview> overview(ConnectionId id, UserId member);

    /** All but the deleted ones, newest first. */
    List<Overview> overviews(OrganisationId organisation);

    /** Writes the state of a connection that was locked in this transaction. */
    void save(Connection connection);

    void addKeys(ConnectionId connection, OrganisationId owner, KeyGeneration keys, UserId by);

    /**
     * Ends all generations that are valid beyond that moment.
     *
     * @param at when they end; in the future for an overlap
     */
    void endKeys(Connection connection, Instant at, KeysEnded why);

    /** Ends one generation that is valid beyond that moment. */
    void endGeneration(Connection connection, int generation, Instant at, KeysEnded why);

    /** The newest first; a bounded number. */
    List<KeySetFacts> keySets(Connection connection);

    Optional<FoundKeys> byAppKey(AppKey appKey);

    /** Finds a generation again for a token that names it. */
    Optional<FoundKeys> byGeneration(ConnectionId connection, int generation);

    /** Replaces the stored hash when the pepper was rotated. */
    void rehash(ConnectionId connection, int generation, SecretHash hash);

    Optional<ConnectionId> followedBy(Connection connection);

    /**
     * The connection that a new one follows unless told otherwise: the organisation's newest revoked or deleted one that retrieves a
     * direction the new one retrieves too and that nothing follows, the same package first. One that only sends follows one that only sent; one
     * with a queue is left to whoever can empty it. Locks its row.
     */
    Optional<Connection> lockNewestToFollow(OrganisationId organisation, koppel.softwarepackage.SoftwarePackage for_);

    /** Locks a revoked or deleted connection of the organisation that is to be followed. */
    Optional<Connection> lockOfOrganisation(OrganisationId organisation, ConnectionId id);

    /** The active connections of the organisation with this software, to warn about while no administration is chosen. */
    List<ConnectionId> activeWithSoftware(OrganisationId organisation, String software);

    /** Notes that keys were used; at most one write a minute for each connection. */
    void noteUse(ConnectionId connection, OrganisationId owner, Instant at);
}
