package koppel.connection.keys;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;

/**
 * Identifies a software vendor's own credentials. Public, like an App Key.
 *
 * @param value the whole text with prefix and checksum
 */
public record ClientId(String value) {

    /** What every client id begins with. */
    public static final String PREFIX = "kpl_vid_";

    /** @throws IllegalArgumentException if the text is not a client id; never echoes it */
    public ClientId {
        Objects.requireNonNull(value);
        if (KeyForm.CLIENT_ID.flawOf(value).isPresent()) {
            throw new IllegalArgumentException("not a client id");
        }
    }

    /** The client id, or empty if the text is none. */
    public static Optional<ClientId> tryParse(String text) {
        return text == null || KeyForm.CLIENT_ID.flawOf(text).isPresent()
                ? Optional.empty()
                : Optional.of(new ClientId(text));
    }

    /** A new one that nobody has. */
    public static ClientId generate(SecureRandom random) {
        return new ClientId(KeyForm.CLIENT_ID.generate(random));
    }

    @Override
    public String toString() {
        return value;
    }
}
