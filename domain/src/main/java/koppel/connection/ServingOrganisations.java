package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.audit.AuditTrail;
import koppel.connection.vendor.Administration;
import koppel.connection.vendor.Administrations;
import koppel.organisation.Memberships;
import koppel.organisation.Organisation;
import koppel.organisation.Organisations;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.softwarepackage.SoftwarePackage;
import koppel.softwarepackage.SoftwarePackages;
import koppel.user.Actor;

/** The keys of one connection serve further organisations of the same environment, each with settings and queues of its own. */
@Singleton
public class ServingOrganisations {

    private final Memberships memberships;
    private final Organisations organisations;
    private final Connections connections;
    private final Services services;
    private final ServingConnections serving;
    private final ServedOrganisations served;
    private final ConnectionQueues queues;
    private final SoftwarePackages softwarePackages;
    private final Administrations administrations;
    private final AuditTrail audit;

    @Inject
    public ServingOrganisations(
            Memberships memberships,
            Organisations organisations,
            Connections connections,
            Services services,
            ServingConnections serving,
            ServedOrganisations served,
            ConnectionQueues queues,
            SoftwarePackages softwarePackages,
            Administrations administrations,
            AuditTrail audit) {
        this.memberships = memberships;
        this.organisations = organisations;
        this.connections = connections;
        this.services = services;
        this.serving = serving;
        this.served = served;
        this.queues = queues;
        this.softwarePackages = softwarePackages;
        this.administrations = administrations;
        this.audit = audit;
    }

    /** What is asked for, as it came in; what is null stays as it is, or is as for a new connection; an empty text takes away. */
    public record Wish(String administration, String startDate, Boolean salesInvoices) {}

    /** How the organisation is served now, and whether it was not before. */
    public record Served(Organisation organisation, Connections.Service service, boolean added) {}

    /**
     * Takes an administrator of both.
     *
     * @throws NotFound also when the person is no member of the organisation, or no administrator of the connection's, and when the two are
     *     of different environments
     * @throws koppel.shared.NotAllowed for a member of the organisation who does not administer it
     * @throws WrongState {@code connection-not-active} or {@code connection-exists}
     */
    @Transactional
    public Served serve(Actor actor, ConnectionId id, UUID organisationId, Wish wish) {
        return serve(actor, id, organisationId, wish, new InvalidInput.Collector());
    }

    /** @param wrong what is known to be wrong already */
    @Transactional
    public Served serve(Actor actor, ConnectionId id, UUID organisationId, Wish wish, InvalidInput.Collector wrong) {
        ActiveConnection active = lock(actor, id);
        Organisation organisation = memberships.asAdministrator(actor, organisationId);
        Organisation owner = organisations.byId(active.facts().owner()).orElseThrow();
        if (organisation.environment() != owner.environment()) {
            // nothing crosses environments, not even the news that there is such an organisation
            throw new NotFound("organisation");
        }
        SoftwarePackage softwarePackage = packageOf(active);
        Optional<Connections.Service> before = services.of(id, organisation.id());
        Connections.Service service = check(organisation, softwarePackage, before, wish, wrong);
        services.save(active, service);
        if (!softwarePackage.retrieves().isEmpty()) {
            queues.adjust(active, organisation.id(), service.of(softwarePackage.retrieves()));
        }
        Map<String, Object> details = new HashMap<>();
        details.put("salesInvoices", service.salesInvoices());
        service.administration().ifPresent(code -> details.put("administration", code));
        service.startDate().ifPresent(date -> details.put("startDate", date.toString()));
        record(actor, active, organisation, AuditTrail.Act.ORGANISATION_SERVED, details);
        return new Served(organisation, service, before.isEmpty());
    }

    /**
     * Takes an administrator of either: the connection's organisation need not serve another one, and the other one need not let its
     * documents be retrieved with keys that are not its own. It may leave a revoked connection too, which would else serve it again once
     * it is reconnected.
     *
     * @return how many of its documents wait unretrieved
     * @throws NotFound also when the person administers neither, or the connection does not serve the organisation
     * @throws WrongState {@code connection-owner}: its own organisation stays
     */
    @Transactional
    public long remove(Actor actor, ConnectionId id, UUID organisationId) {
        Connection connection = connections
                .lockOfAdministrator(id, actor.id())
                .or(() -> serving.ownerFor(actor.id(), organisationId, id)
                        .flatMap(owner -> connections.lockOfOrganisation(owner, id)))
                .filter(found -> !(found instanceof DeletedConnection))
                .orElseThrow(() -> new NotFound("connection"));
        Organisation organisation = served.of(id).stream()
                .filter(one -> one.publicId().equals(organisationId))
                .findFirst()
                .orElseThrow(() -> new NotFound("organisation"));
        if (organisation.id().equals(connection.facts().owner())) {
            throw new WrongState(
                    "connection-owner",
                    "This is the connection's own organisation; revoke the connection instead.",
                    Map.of("state", connection.state()));
        }
        long waiting = queues.disconnect(connection, organisation.id());
        services.remove(id, organisation.id());
        record(actor, connection, organisation, AuditTrail.Act.ORGANISATION_REMOVED, Map.of("waiting", waiting));
        return waiting;
    }

    private ActiveConnection lock(Actor actor, ConnectionId id) {
        Connection connection =
                connections.lockOfAdministrator(id, actor.id()).orElseThrow(() -> new NotFound("connection"));
        if (connection instanceof ActiveConnection active) {
            return active;
        }
        throw RevokingConnection.notActive(connection);
    }

    private SoftwarePackage packageOf(Connection connection) {
        return connection
                .facts()
                .as(softwarePackages.byId(connection.facts().softwarePackage()).orElseThrow());
    }

    private Connections.Service check(
            Organisation organisation,
            SoftwarePackage softwarePackage,
            Optional<Connections.Service> before,
            Wish wish,
            InvalidInput.Collector wrong) {
        Optional<String> code =
                Optional.ofNullable(wish.administration()).map(String::strip).filter(text -> !text.isEmpty());
        code.ifPresent(text -> wrong.require(
                text.length() <= Administration.LONGEST_CODE && isKnown(organisation, softwarePackage, text),
                "administration",
                "One of the organisation's administrations, at most 100 characters."));
        Optional<LocalDate> date = QuickConnectWish.date(wish.startDate(), wrong);
        wrong.require(
                !Boolean.TRUE.equals(wish.salesInvoices())
                        || softwarePackage.directions().sales(),
                "salesInvoices",
                "This software package does not process sales invoices.");
        wrong.throwIfAny();
        return new Connections.Service(
                organisation.id(),
                softwarePackage.software(),
                wish.administration() == null ? before.flatMap(Connections.Service::administration) : code,
                wish.startDate() == null ? before.flatMap(Connections.Service::startDate) : date,
                wish.salesInvoices() == null
                        ? before.map(Connections.Service::salesInvoices)
                                .orElse(softwarePackage.directions().sales())
                        : wish.salesInvoices(),
                before.flatMap(Connections.Service::email));
    }

    /** Where the vendor has told of no administrations they are entered by hand. */
    private boolean isKnown(Organisation organisation, SoftwarePackage softwarePackage, String code) {
        List<Administration> known = administrations.of(organisation.id(), softwarePackage.id());
        return known.isEmpty() || known.stream().anyMatch(one -> one.code().equals(code));
    }

    /** Both organisations' audits tell of it. */
    private void record(
            Actor actor,
            Connection connection,
            Organisation organisation,
            AuditTrail.Act act,
            Map<String, Object> details) {
        Map<String, Object> told = new HashMap<>(details);
        told.put("organisation", organisation.companyId().toString());
        Optional<UUID> id = Optional.of(connection.id().value());
        audit.record(connection.facts().owner(), actor.email(), actor.from(), act, id, told);
        if (!organisation.id().equals(connection.facts().owner())) {
            audit.record(organisation.id(), actor.email(), actor.from(), act, id, told);
        }
    }
}
