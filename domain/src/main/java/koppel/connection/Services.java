package koppel.connection;

import java.util.List;
import java.util.Optional;
import koppel.connection.Connections.Service;
import koppel.shared.OrganisationId;

/** Port: how a connection handles the documents of each organisation that it serves. */
public interface Services {

    Optional<Service> of(ConnectionId connection, OrganisationId organisation);

    /** In the order in which the organisations came to be. */
    List<Service> of(ConnectionId connection);

    /**
     * Adds or changes how a connection that was locked in this transaction serves an organisation.
     *
     * @throws koppel.shared.WrongState {@code connection-exists} when another active one has the same software and administration, naming
     *     it; decided by the database
     */
    void save(ActiveConnection connection, Service service);

    void remove(ConnectionId connection, OrganisationId organisation);
}
