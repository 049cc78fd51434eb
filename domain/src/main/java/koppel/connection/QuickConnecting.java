package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import koppel.connection.vendor.Administration;
import koppel.connection.vendor.FindingAdministrations;
import koppel.organisation.Memberships;
import koppel.organisation.Organisation;
import koppel.organisation.Organisations;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
import koppel.user.Actor;

/**
 * The steps of the Quick Connect window. A package's connector is asked before anything is locked; what is then applied is applied in one
 * transaction.
 */
@Singleton
public class QuickConnecting {

    private final ViewingConnections viewing;
    private final Memberships memberships;
    private final Organisations organisations;
    private final FindingAdministrations finding;
    private final ApplyingQuickConnect applying;

    @Inject
    public QuickConnecting(
            ViewingConnections viewing,
            Memberships memberships,
            Organisations organisations,
            FindingAdministrations finding,
            ApplyingQuickConnect applying) {
        this.viewing = viewing;
        this.memberships = memberships;
        this.organisations = organisations;
        this.finding = finding;
        this.applying = applying;
    }

    /** @throws NotFound also when the person is no member of the connection's organisation */
    public List<Administration> administrations(Actor actor, ConnectionId id) {
        ConnectionFacts facts = viewing.one(actor, id).connection().facts();
        return finding.of(organisation(facts.owner()), facts.softwarePackage());
    }

    /**
     * Those of another organisation in the connection's package, for whoever has the keys serve it or thinks of it.
     *
     * @throws NotFound also when the person is no member of that organisation or of the connection's own, and when the two are of
     *     different environments
     */
    public List<Administration> administrations(Actor actor, ConnectionId id, UUID organisationId) {
        ConnectionFacts facts = viewing.one(actor, id).connection().facts();
        Organisation organisation = memberships.asMember(actor, organisationId);
        if (organisation.environment() != organisation(facts.owner()).environment()) {
            throw new NotFound("organisation");
        }
        return finding.of(organisation, facts.softwarePackage());
    }

    public List<Administration> administrations(KeyHolder holder, Organisation organisation) {
        return finding.of(organisation, holder.softwarePackage().id());
    }

    /** As {@link ApplyingQuickConnect#apply(Actor, ConnectionId, QuickConnectWish)}. */
    public Connections.Overview apply(Actor actor, ConnectionId id, QuickConnectWish wish) {
        administrations(actor, id);
        applying.apply(actor, id, wish);
        return viewing.one(actor, id);
    }

    /** As {@link ApplyingQuickConnect#apply(KeyHolder, Caller, OrganisationId, QuickConnectWish)}. */
    public void apply(KeyHolder holder, Caller caller, Organisation organisation, QuickConnectWish wish) {
        administrations(holder, organisation);
        applying.apply(holder, caller, organisation.id(), wish);
    }

    private Organisation organisation(OrganisationId id) {
        return organisations.byId(id).orElseThrow(() -> new NotFound("organisation"));
    }
}
