package koppel.connection.vendor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.connection.keys.ClientId;
import koppel.connection.keys.SecretHash;
import koppel.user.UserId;

/** Port: the credentials that vendors have for their packages. */
public interface VendorCredentials {

    /**
     * A vendor's credentials.
     *
     * @param softwarePackage whose administrations they push
     * @param validUntil the first moment at which they are refused; empty while they are current
     */
    record Credential(
            ClientId clientId,
            String softwarePackage,
            SecretHash hash,
            Instant createdOn,
            Optional<Instant> validUntil) {

        boolean isValidAt(Instant moment) {
            return validUntil.isEmpty() || moment.isBefore(validUntil.get());
        }
    }

    Optional<Credential> byClientId(ClientId clientId);

    /** Of a package, ended ones too, newest first. */
    List<Credential> of(String softwarePackage);

    void add(Credential credential, UserId by);

    /** Ends all credentials of the package that are valid beyond that moment. */
    void end(String softwarePackage, Instant at);

    /**
     * Ends one that is valid beyond that moment.
     *
     * @return whether the package had such a one
     */
    boolean end(String softwarePackage, ClientId clientId, Instant at);

    /** Replaces the stored hash when the pepper was rotated. */
    void rehash(ClientId clientId, SecretHash hash);
}
