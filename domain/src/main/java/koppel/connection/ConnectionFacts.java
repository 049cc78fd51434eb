package koppel.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.SoftwarePackage;

/**
 * What is true of a connection in every state.
 *
 * @param owner the organisation that it was made for
 * @param softwarePackage id of the catalogue entry
 * @param lease how long a downloaded, unacknowledged document is kept from the listing
 * @param follows the connection whose delivery queues this one took over
 * @param directions what was chosen for an own app; empty: what the catalogue says
 */
public record ConnectionFacts(
        ConnectionId id,
        OrganisationId owner,
        String softwarePackage,
        String name,
        Acknowledgement acknowledgement,
        Duration lease,
        Optional<ConnectionId> follows,
        Instant createdOn,
        Optional<SoftwarePackage.Directions> directions) {

    /** How long a lease lasts unless the connection sets it. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(900);

    public ConnectionFacts(
            ConnectionId id,
            OrganisationId owner,
            String softwarePackage,
            String name,
            Acknowledgement acknowledgement,
            Duration lease,
            Optional<ConnectionId> follows,
            Instant createdOn) {
        this(id, owner, softwarePackage, name, acknowledgement, lease, follows, createdOn, Optional.empty());
    }

    public ConnectionFacts {
        Objects.requireNonNull(directions);
        Objects.requireNonNull(id);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(softwarePackage);
        Objects.requireNonNull(name);
        Objects.requireNonNull(acknowledgement);
        Objects.requireNonNull(lease);
        Objects.requireNonNull(follows);
        Objects.requireNonNull(createdOn);
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("a lease lasts some time");
        }
    }

    /** The package as it is for this connection. */
    public SoftwarePackage as(SoftwarePackage catalogued) {
        return directions.map(catalogued::with).orElse(catalogued);
    }
}
