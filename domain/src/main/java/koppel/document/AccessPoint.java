package koppel.document;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.SecretHash;

/**
 * A Peppol access point that hands in documents for the organisations of this installation. The operator gives it credentials of its own;
 * they reach nothing else.
 *
 * @param clientId identifies it; in the form of an App Key
 * @param revokedOn from when on it is not let in any more
 */
public record AccessPoint(
        UUID id, String name, AppKey clientId, SecretHash secret, Instant createdOn, Optional<Instant> revokedOn) {

    public AccessPoint {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(clientId);
        Objects.requireNonNull(secret);
        Objects.requireNonNull(createdOn);
        Objects.requireNonNull(revokedOn);
    }
}
