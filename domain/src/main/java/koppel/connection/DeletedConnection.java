package koppel.connection;

import java.time.Instant;
import java.util.Objects;

/** A connection that left the lists; its history stays, and another connection may follow it. */
public record DeletedConnection(ConnectionFacts facts, int generation, Instant revokedAt, Instant deletedAt)
        implements Connection {

    public DeletedConnection {
        Objects.requireNonNull(facts);
        Objects.requireNonNull(revokedAt);
        Objects.requireNonNull(deletedAt);
    }
}
