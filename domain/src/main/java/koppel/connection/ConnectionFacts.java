package koppel.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import koppel.shared.OrganisationId;

/**
 * What is true of a connection in every state.
 *
 * @param owner the organisation that it was made for
 * @param softwarePackage id of the catalogue entry
 * @param lease how long a downloaded, unacknowledged document is kept from the listing
 * @param follows the connection whose delivery queues this one took over
 */
public record ConnectionFacts(
        ConnectionId id,
        OrganisationId owner,
        String softwarePackage,
        String name,
        Acknowledgement acknowledgement,
        Duration lease,
        Optional<ConnectionId> follows,
        Instant createdOn) {

    /** How long a lease lasts unless the connection sets it. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(900);

    public ConnectionFacts {
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
}
