package koppel.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Connections for statements that stand alone. Beginning and ending a transaction for one statement costs the database a round trip more
 * than the statement itself, and an entity manager for it costs the server more than both.
 */
public interface PlainConnections {

    /**
     * A connection on which each statement is a transaction of its own; whoever asks closes it. Empty while a transaction runs: then its
     * connection is the one to use.
     */
    Optional<Connection> outsideOfTransaction() throws SQLException;

    /**
     * Says that a connection, given here or to a transaction, is of no use any more, so that nobody is given it again. Whoever has it closes it
     * all the same, after this. Nothing is to be done where each is made anew.
     */
    default void gone(Connection connection) {}
}
