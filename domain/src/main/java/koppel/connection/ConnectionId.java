package koppel.connection;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Identifies a connection for ever, through all its key generations. */
public record ConnectionId(UUID value) {

    public ConnectionId {
        Objects.requireNonNull(value);
    }

    public static ConnectionId next() {
        return new ConnectionId(UUID.randomUUID());
    }

    /** Empty when the text is not an id at all, which a caller answers like an id that does not exist. */
    public static Optional<ConnectionId> parse(String text) {
        try {
            return text != null && text.length() == 36
                    ? Optional.of(new ConnectionId(UUID.fromString(text)))
                    : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
