package koppel.connection.vendor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import koppel.audit.InstallationAudit;
import koppel.connection.keys.ClientId;
import koppel.shared.Clock;
import koppel.shared.NotFound;
import koppel.softwarepackage.SoftwarePackages;
import koppel.user.Actor;

/** The operator looks at the credentials that a package's vendor has, and ends some without giving new ones. */
@Singleton
public class EndingVendorCredentials {

    private final SoftwarePackages softwarePackages;
    private final VendorCredentials credentials;
    private final InstallationAudit audit;
    private final Clock clock;

    @Inject
    public EndingVendorCredentials(
            SoftwarePackages softwarePackages, VendorCredentials credentials, InstallationAudit audit, Clock clock) {
        this.softwarePackages = softwarePackages;
        this.credentials = credentials;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Ended ones too, newest first.
     *
     * @throws koppel.shared.NotAllowed for anybody but the operator
     * @throws NotFound when there is no such package
     */
    @Transactional
    public List<VendorCredentials.Credential> of(Actor actor, String softwarePackage) {
        actor.requireOperator();
        if (softwarePackages.byId(softwarePackage).isEmpty()) {
            throw new NotFound("software package");
        }
        return credentials.of(softwarePackage);
    }

    /**
     * Ends them at once, for tokens that were made from them too.
     *
     * @throws koppel.shared.NotAllowed for anybody but the operator
     * @throws NotFound also when they have ended before
     */
    @Transactional
    public void end(Actor actor, String softwarePackage, String clientId) {
        actor.requireOperator();
        ClientId id = ClientId.tryParse(clientId)
                .filter(given -> credentials.end(softwarePackage, given, clock.now()))
                .orElseThrow(() -> new NotFound("client id"));
        audit.record(
                actor,
                InstallationAudit.Act.VENDOR_CREDENTIALS_REVOKED,
                Map.of("softwarePackage", softwarePackage, "clientId", id.value()));
    }
}
