package koppel.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.connection.keys.SecretHash;
import koppel.user.User;
import koppel.user.UserId;

/** Port: links by which somebody else gets a connection's keys, once. */
public interface HandoverLinks {

    /**
     * A link that was good.
     *
     * @param generation of the connection when the link was made
     */
    record Link(ConnectionId connection, int generation, User madeBy) {}

    void add(SecretHash token, Connection connection, UserId by, Instant now, Instant expiresOn);

    /**
     * Takes a link that has neither been taken nor expired; of several at once one gets it.
     *
     * @param hashes under each of which it may have been kept
     */
    Optional<Link> take(List<SecretHash> hashes, Instant now);
}
