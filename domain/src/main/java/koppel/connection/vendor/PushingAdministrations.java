package koppel.connection.vendor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.audit.AuditTrail;
import koppel.connection.vendor.AuthenticatingVendors.Vendor;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;

/** A vendor tells which administrations an organisation has in its package, and which addresses it links to each. */
@Singleton
public class PushingAdministrations {

    private static final int MOST_ADMINISTRATIONS = 1000;

    private final Administrations administrations;
    private final AuditTrail audit;
    private final Clock clock;

    @Inject
    public PushingAdministrations(Administrations administrations, AuditTrail audit, Clock clock) {
        this.administrations = administrations;
        this.audit = audit;
        this.clock = clock;
    }

    /** An administration as it is now, and whether it is new. */
    public record Pushed(Administration administration, boolean created) {}

    /**
     * @param emails replace those that were there
     * @param wrong what is known to be wrong already
     * @throws NotFound when there is no such organisation, or it has no connection of the vendor's package
     */
    @Transactional
    public Pushed put(
            Vendor vendor,
            String from,
            String partyOrCompany,
            String code,
            String name,
            List<String> emails,
            InvalidInput.Collector wrong) {
        OrganisationId organisation = organisation(vendor, partyOrCompany);
        Administration administration = Administration.checked(code, name, emails, wrong);
        if (administrations
                        .byCode(organisation, vendor.softwarePackage(), administration.code())
                        .isEmpty()
                && administrations.count(organisation, vendor.softwarePackage()) >= MOST_ADMINISTRATIONS) {
            throw new InvalidInput("code", "An organisation has at most 1000 administrations in a package.");
        }
        boolean created = administrations.put(organisation, vendor.softwarePackage(), administration, clock.now());
        record(organisation, vendor, from, AuditTrail.Act.ADMINISTRATION_PUSHED, administration.code());
        return new Pushed(administration, created);
    }

    /** @throws NotFound also when there is no such administration */
    @Transactional
    public void remove(Vendor vendor, String from, String partyOrCompany, String code) {
        OrganisationId organisation = organisation(vendor, partyOrCompany);
        if (!administrations.remove(organisation, vendor.softwarePackage(), code.strip())) {
            throw new NotFound("administration");
        }
        record(organisation, vendor, from, AuditTrail.Act.ADMINISTRATION_REMOVED, code.strip());
    }

    private OrganisationId organisation(Vendor vendor, String partyOrCompany) {
        return administrations
                .connectedOrganisation(partyOrCompany, vendor.softwarePackage())
                .orElseThrow(() -> new NotFound("party"));
    }

    private void record(OrganisationId organisation, Vendor vendor, String from, AuditTrail.Act act, String code) {
        audit.record(
                organisation,
                vendor.clientId().value(),
                from,
                act,
                Optional.empty(),
                Map.of("softwarePackage", vendor.softwarePackage(), "administration", code));
    }
}
