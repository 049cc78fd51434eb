package koppel.connection;

import java.util.List;
import java.util.Optional;
import koppel.organisation.Organisation;

/** Port: the organisations that a connection's keys serve. */
public interface ServedOrganisations {

    List<Organisation> of(ConnectionId connection);

    /**
     * The organisation that a request names, if these keys serve it.
     *
     * @param partyOrCompany party id in any documented spelling, or company id; anything else is answered like a foreign one
     */
    Optional<Organisation> named(ConnectionId connection, String partyOrCompany);
}
