package koppel.connection;

import java.time.Instant;
import java.util.Objects;

/** A connection whose keys work no more; what arrives for it waits. */
public record RevokedConnection(ConnectionFacts facts, int generation, Instant revokedAt) implements Connection {

    public RevokedConnection {
        Objects.requireNonNull(facts);
        Objects.requireNonNull(revokedAt);
    }

    /** The same connection, active again with a new set of keys (where it has keys at all); the old sets stay dead. */
    public ActiveConnection reconnected() {
        return new ActiveConnection(facts, generation == 0 ? 0 : generation + 1);
    }

    public DeletedConnection deleted(Instant at) {
        return new DeletedConnection(facts, generation, revokedAt, at);
    }
}
