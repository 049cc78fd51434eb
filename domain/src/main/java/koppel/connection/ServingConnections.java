package koppel.connection;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.organisation.Organisation;
import koppel.shared.OrganisationId;
import koppel.user.UserId;

/** Port: connections of other organisations that serve an organisation too, as its own people see them. */
public interface ServingConnections {

    /**
     * What members of a further organisation see of a connection: whose it is and how it handles their documents; never its keys, nor how
     * those are used.
     *
     * @param further only those of the further organisations that the reader may see, at least one
     */
    record Serving(Connection connection, Organisation owner, List<Connections.Further> further) {

        public Serving {
            further = List.copyOf(further);
        }
    }

    /** All but the deleted ones, newest first, with that organisation alone. */
    List<Serving> of(OrganisationId organisation);

    /** With the further organisations of which the person is a member; empty when there is none, and for a deleted connection. */
    Optional<Serving> ofMember(ConnectionId id, UserId member);

    /**
     * The owner of a connection that serves an organisation of somebody else's.
     *
     * @param organisation public id; served by the connection and not its owner
     * @param administrator of that organisation
     */
    Optional<OrganisationId> ownerFor(UserId administrator, UUID organisation, ConnectionId id);
}
