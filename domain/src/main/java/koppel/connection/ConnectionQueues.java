package koppel.connection;

import java.util.Set;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/**
 * Port: what happens to an organisation's delivery queues when its connections change. Every method locks the queue rows that it
 * touches until the end of the transaction, so that what is received, retrieved or re-offered meanwhile comes wholly before or wholly
 * after.
 */
public interface ConnectionQueues {

    /**
     * Gives a new connection its queues: the ones of the connection it follows; else the ones that waited for the organisation's first
     * consumer; else new ones that start empty. What waits in them is made due for the batch job, or, without {@code reoffer}, left
     * for an explicit re-offer.
     */
    void connect(ActiveConnection connection, OrganisationId organisation, Set<Direction> directions, boolean reoffer);

    /**
     * Makes the queues of a reconnected connection due for the batch job; without {@code reoffer} they go on at once and what waits is
     * left for an explicit re-offer.
     */
    void reconnect(ActiveConnection connection, boolean reoffer);

    /**
     * Ends the epochs of a revoked connection and withdraws what is open.
     *
     * @return how many documents wait unretrieved
     */
    long revoke(RevokedConnection connection);

    /**
     * Follows a change of what an active connection handles for an organisation: directions that are no longer handled stop, and what
     * waits there stays; further ones start; what was received before the start date leaves the queues, and what no longer lies before it
     * comes back, except what was retrieved.
     */
    void adjust(ActiveConnection connection, OrganisationId organisation, Set<Direction> directions);

    /**
     * Ends the epochs of one organisation that a connection no longer serves. Its queues wait for that connection to serve it again, or
     * for another one.
     *
     * @return how many documents wait unretrieved
     */
    long disconnect(Connection connection, OrganisationId organisation);
}
