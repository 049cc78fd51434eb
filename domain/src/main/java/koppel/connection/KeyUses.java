package koppel.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.shared.OrganisationId;

/** Port: from where sets of keys were used, and tried in vain. */
public interface KeyUses {

    /**
     * The use of one set of keys from one address.
     *
     * @param agent how the caller last called itself
     */
    record Use(
            int generation,
            String address,
            String agent,
            Optional<Instant> firstUsedOn,
            Optional<Instant> lastUsedOn,
            int failures,
            Optional<Instant> lastFailedOn) {}

    /** Notes that keys were used; at most one write a minute for each address. */
    void used(ConnectionId connection, OrganisationId owner, int generation, Caller caller, Instant at);

    /** Notes that a call with this App Key was refused. */
    void failed(ConnectionId connection, OrganisationId owner, int generation, Caller caller, Instant at);

    /** Of all sets, the newest set and its latest use first; a bounded number. */
    List<Use> of(ConnectionId connection);
}
