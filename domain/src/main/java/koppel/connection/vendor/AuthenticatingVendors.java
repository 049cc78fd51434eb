package koppel.connection.vendor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import koppel.connection.keys.ClientId;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;
import koppel.connection.vendor.VendorCredentials.Credential;
import koppel.shared.Clock;

/** Tells which vendor calls, by the vendor's own client id and secret. */
@Singleton
public class AuthenticatingVendors {

    private final VendorCredentials credentials;
    private final Peppers peppers;
    private final Clock clock;

    @Inject
    public AuthenticatingVendors(VendorCredentials credentials, Peppers peppers, Clock clock) {
        this.credentials = credentials;
        this.peppers = peppers;
        this.clock = clock;
    }

    /**
     * A vendor whose credentials were right.
     *
     * @param softwarePackage the package that they are for
     */
    public record Vendor(ClientId clientId, String softwarePackage) {}

    @Transactional
    public Optional<Vendor> byCredentials(String clientId, String secret) {
        Optional<ClientId> id = ClientId.tryParse(clientId);
        Optional<Secret> given = Secret.tryParseOfVendor(secret);
        if (id.isEmpty() || given.isEmpty()) {
            return Optional.empty();
        }
        Optional<Credential> found = credentials
                .byClientId(id.get())
                .filter(credential -> peppers.verify(credential.hash(), id.get(), given.get()))
                .filter(credential -> credential.isValidAt(clock.now()));
        found.filter(credential -> !peppers.isCurrent(credential.hash()))
                .ifPresent(credential -> credentials.rehash(id.get(), peppers.hash(id.get(), given.get())));
        return found.map(credential -> new Vendor(credential.clientId(), credential.softwarePackage()));
    }

    /** For a token whose signature was verified: whether the credentials that it was made from are still good. */
    @Transactional
    public Optional<Vendor> byToken(String clientId) {
        return ClientId.tryParse(clientId)
                .flatMap(credentials::byClientId)
                .filter(credential -> credential.isValidAt(clock.now()))
                .map(credential -> new Vendor(credential.clientId(), credential.softwarePackage()));
    }
}
