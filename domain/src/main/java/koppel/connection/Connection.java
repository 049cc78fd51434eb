package koppel.connection;

import java.time.Instant;

/**
 * One software package connected to one organisation. It is created active with its first generation of keys; a new set of keys makes
 * the next generation; revoking ends the keys and closes its delivery queues; a revoked connection is reconnected with a new set, or
 * deleted, after which only the audit knows it. Each state is a type, each move a method of the state that allows it.
 */
public sealed interface Connection permits ActiveConnection, RevokedConnection, DeletedConnection {

    ConnectionFacts facts();

    /** The newest generation of keys, current or not; 0 for a connection without keys. */
    int generation();

    default ConnectionId id() {
        return facts().id();
    }

    /** The state's name in API and database. */
    default String state() {
        if (this instanceof ActiveConnection) {
            return "active";
        }
        return this instanceof RevokedConnection ? "revoked" : "deleted";
    }

    /** A new connection. */
    static ActiveConnection create(ConnectionFacts facts, boolean withKeys) {
        return new ActiveConnection(facts, withKeys ? 1 : 0);
    }

    /** When it was revoked; null while active. */
    default Instant revokedOn() {
        if (this instanceof RevokedConnection revoked) {
            return revoked.revokedAt();
        }
        return this instanceof DeletedConnection deleted ? deleted.revokedAt() : null;
    }
}
