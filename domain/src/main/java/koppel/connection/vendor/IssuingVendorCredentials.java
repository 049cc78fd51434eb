package koppel.connection.vendor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import koppel.audit.InstallationAudit;
import koppel.connection.keys.ClientId;
import koppel.connection.keys.KeyIssuer;
import koppel.connection.keys.Secret;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
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
    private final InstallationAudit audit;
    private final Clock clock;

    @Inject
    public IssuingVendorCredentials(
            SoftwarePackages softwarePackages,
            VendorCredentials credentials,
            KeyIssuer keyIssuer,
            InstallationAudit audit,
            Clock clock) {
        this.softwarePackages = softwarePackages;
        this.credentials = credentials;
        this.keyIssuer = keyIssuer;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is shown once. */
    public record Issued(String softwarePackage, ClientId clientId, Secret secret, Instant createdOn) {}

    /**
     * @throws koppel.shared.NotAllowed for anybody but the operator
     * @throws NotFound when there is no such package
     */
    @Transactional
    public Issued issue(Actor actor, String softwarePackage, long overlapSeconds) {
        actor.requireOperator();
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
        audit.record(
                actor,
                InstallationAudit.Act.VENDOR_CREDENTIALS_ISSUED,
                Map.of(
                        "softwarePackage", softwarePackage,
                        "clientId", issued.clientId().value(),
                        "overlapSeconds", overlapSeconds));
        return new Issued(softwarePackage, issued.clientId(), issued.secret(), now);
    }
}
