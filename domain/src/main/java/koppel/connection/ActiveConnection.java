package koppel.connection;

import java.time.Instant;
import java.util.Objects;

/** A connection whose keys work and to which invoices are offered. */
public record ActiveConnection(ConnectionFacts facts, int generation) implements Connection {

    public ActiveConnection {
        Objects.requireNonNull(facts);
        if (generation < 0) {
            throw new IllegalArgumentException("generations start at 1; 0 means no keys");
        }
    }

    /** The same connection with a new set of keys. */
    public ActiveConnection renewed() {
        return new ActiveConnection(facts, generation + 1);
    }

    public RevokedConnection revoked(Instant at) {
        return new RevokedConnection(facts, generation, at);
    }
}
