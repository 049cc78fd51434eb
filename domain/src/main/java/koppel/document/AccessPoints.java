package koppel.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.SecretHash;
import koppel.user.UserId;

/** Port: the access points that may hand in documents. */
public interface AccessPoints {

    void add(AccessPoint accessPoint, UserId by);

    /** Revoked ones too, newest first. */
    List<AccessPoint> all();

    Optional<AccessPoint> byClientId(AppKey clientId);

    /** Replaces the stored hash when the pepper was rotated. */
    void rehash(AppKey clientId, SecretHash hash);

    /** @return whether there was such a one that had not been revoked */
    boolean revoke(UUID id, Instant at);
}
