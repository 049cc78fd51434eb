package koppel.connection.vendor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import koppel.connection.keys.ClientId;
import koppel.connection.keys.KeyIssuer;
import koppel.connection.keys.Secret;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotAllowed;
import koppel.shared.NotFound;
import koppel.softwarepackage.SoftwarePackages;
import koppel.user.Actor;

/** The operator gives a vendor its credentials for a package; the ones before end at once, or after an overlap. */
@Singleton
public class IssuingVendorCredentials {

    private static final long LONGEST_OVERLAP = Duration.ofDays(7).toSeconds();

    private final SoftwarePackages softwarePackages;
    private final VendorCredentials credentials;
    private final KeyIssuer keyIssuer;
    private final Clock clock;

    @Inject
    public IssuingVendorCredentials(
            SoftwarePackages softwarePackages, VendorCredentials credentials, KeyIssuer keyIssuer, Clock clock) {
        this.softwarePackages = softwarePackages;
        this.credentials = credentials;
        this.keyIssuer = keyIssuer;
        this.clock = clock;
    }

    /** What is shown once. */
    public record Issued(String softwarePackage, ClientId clientId, Secret secret, Instant createdOn) {}

    /**
     * @throws NotAllowed for anybody but the operator
     * @throws NotFound when there is no such package
     */
    @Transactional
    public Issued issue(Actor actor, String softwarePackage, long overlapSeconds) {
        if (!actor.operator()) {
            throw new NotAllowed("Only the operator issues vendors' credentials.");
        }
        if (softwarePackages.byId(softwarePackage).isEmpty()) {
            throw new NotFound("software package");
        }
        if (overlapSeconds < 0 || overlapSeconds > LONGEST_OVERLAP) {
            throw new InvalidInput("overlapSeconds", "Between 0 and 604800 seconds (7 days).");
        }
        Instant now = clock.now();
        credentials.end(softwarePackage, now.plusSeconds(overlapSeconds));
        KeyIssuer.IssuedToVendor issued = keyIssuer.issueToVendor();
        credentials.add(
                new VendorCredentials.Credential(
                        issued.clientId(), softwarePackage, issued.hash(), now, Optional.empty()),
                actor.id());
        return new Issued(softwarePackage, issued.clientId(), issued.secret(), now);
    }
}
