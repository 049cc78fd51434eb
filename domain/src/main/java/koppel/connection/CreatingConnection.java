package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import koppel.audit.AuditTrail;
import koppel.connection.keys.KeyIssuer;
import koppel.organisation.Memberships;
import koppel.organisation.Organisation;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.softwarepackage.Direction;
import koppel.softwarepackage.SoftwarePackage;
import koppel.softwarepackage.SoftwarePackage.ConnectionMethod;
import koppel.softwarepackage.SoftwarePackages;
import koppel.user.Actor;

/** An administrator connects a software package to an organisation and gets its keys. */
@Singleton
public class CreatingConnection {

    private static final int LONGEST_LEASE = 86_400;

    private final Memberships memberships;
    private final SoftwarePackages softwarePackages;
    private final Connections connections;
    private final Services services;
    private final ConnectionQueues queues;
    private final KeyIssuer keyIssuer;
    private final ShowingKeys showing;
    private final AuditTrail audit;
    private final Clock clock;

    @Inject
    public CreatingConnection(
            Memberships memberships,
            SoftwarePackages softwarePackages,
            Connections connections,
            Services services,
            ConnectionQueues queues,
            KeyIssuer keyIssuer,
            ShowingKeys showing,
            AuditTrail audit,
            Clock clock) {
        this.memberships = memberships;
        this.softwarePackages = softwarePackages;
        this.connections = connections;
        this.services = services;
        this.queues = queues;
        this.keyIssuer = keyIssuer;
        this.showing = showing;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws InvalidInput listing everything that is not right
     * @throws WrongState {@code connection-exists}, {@code connection-followed} or {@code connection-active} (what is to be followed is
     *     not revoked)
     */
    @Transactional
    public IssuedConnection create(Actor actor, UUID organisationId, NewConnection asked) {
        return create(actor, organisationId, asked, new InvalidInput.Collector());
    }

    /** @param wrong what is known to be wrong already */
    @Transactional
    public IssuedConnection create(
            Actor actor, UUID organisationId, NewConnection asked, InvalidInput.Collector wrong) {
        Organisation organisation = memberships.asAdministrator(actor, organisationId);
        SoftwarePackage catalogued = check(asked, wrong);
        SoftwarePackage softwarePackage =
                asked.directions().map(catalogued::with).orElse(catalogued);
        Optional<Connection> followed = toFollow(organisation, softwarePackage, asked);
        Instant now = clock.now();
        boolean withKeys = softwarePackage.method() == ConnectionMethod.KEYS;
        ActiveConnection connection = Connection.create(
                new ConnectionFacts(
                        ConnectionId.next(),
                        organisation.id(),
                        softwarePackage.id(),
                        nameOf(asked, softwarePackage),
                        Acknowledgement.ofWord(asked.acknowledgement()).orElse(Acknowledgement.ON_DOWNLOAD),
                        asked.leaseSeconds() == null
                                ? ConnectionFacts.DEFAULT_LEASE
                                : Duration.ofSeconds(asked.leaseSeconds()),
                        followed.map(Connection::id),
                        now,
                        asked.directions()),
                withKeys);
        List<ConnectionId> besides = asked.chosenAdministration().isPresent()
                ? List.of()
                : connections.activeWithSoftware(organisation.id(), softwarePackage.software());
        Connections.Service service = serviceOf(organisation, softwarePackage, asked, followed);
        connections.add(connection, service, actor.id());
        Optional<KeyIssuer.Issued> issued =
                withKeys ? Optional.of(keyIssuer.issue(connection.generation(), now)) : Optional.empty();
        issued.ifPresent(
                keys -> connections.addKeys(connection.id(), organisation.id(), keys.generation(), actor.id()));
        Set<Direction> directions = service.of(softwarePackage.retrieves());
        if (!directions.isEmpty()) {
            queues.connect(connection, organisation.id(), directions, asked.reoffer());
        }
        Map<String, Object> details = new HashMap<>();
        details.put("softwarePackage", softwarePackage.id());
        details.put("generation", connection.generation());
        followed.ifPresent(other -> details.put("follows", other.id().toString()));
        audit.record(
                organisation.id(),
                actor.email(),
                actor.from(),
                AuditTrail.Act.CONNECTION_CREATED,
                Optional.of(connection.id().value()),
                details);
        return showing.show(connection, issued.map(KeyIssuer.Issued::keySet), warnings(besides));
    }

    /** The consumer is the same one when it switches its connection: from when on it gets documents, and whether sales ones too, stays. */
    private Connections.Service serviceOf(
            Organisation organisation,
            SoftwarePackage softwarePackage,
            NewConnection asked,
            Optional<Connection> followed) {
        Optional<Connections.Service> before =
                followed.flatMap(connection -> services.of(connection.id(), organisation.id()));
        boolean salesDeclined =
                before.filter(service -> !service.salesInvoices()).isPresent()
                        && followed.map(this::packageOf)
                                .filter(other -> other.directions().sales())
                                .isPresent();
        return new Connections.Service(
                organisation.id(),
                softwarePackage.software(),
                asked.chosenAdministration(),
                before.flatMap(Connections.Service::startDate),
                softwarePackage.directions().sales() && !salesDeclined);
    }

    private SoftwarePackage packageOf(Connection connection) {
        return connection
                .facts()
                .as(softwarePackages.byId(connection.facts().softwarePackage()).orElseThrow());
    }

    private SoftwarePackage check(NewConnection asked, InvalidInput.Collector wrong) {
        Optional<SoftwarePackage> softwarePackage =
                Optional.ofNullable(asked.softwarePackage()).flatMap(softwarePackages::byId);
        wrong.require(softwarePackage.isPresent(), "softwarePackage", "Choose a software package from the catalogue.");
        wrong.require(
                asked.name() == null || asked.name().length() <= 200, "name", "A name has at most 200 characters.");
        wrong.require(
                asked.acknowledgement() == null
                        || Acknowledgement.ofWord(asked.acknowledgement()).isPresent(),
                "acknowledgement",
                "One of onDownload, explicit.");
        wrong.require(
                asked.leaseSeconds() == null || (asked.leaseSeconds() >= 1 && asked.leaseSeconds() <= LONGEST_LEASE),
                "leaseSeconds",
                "Between 1 and 86400 seconds.");
        wrong.require(
                asked.administration() == null || asked.administration().length() <= 100,
                "administration",
                "An administration code has at most 100 characters.");
        wrong.require(
                asked.follows() == null || ConnectionId.parse(asked.follows()).isPresent(),
                "follows",
                "The id of a revoked or deleted connection of this organisation.");
        asked.directions().ifPresent(chosen -> {
            wrong.require(
                    softwarePackage.filter(SoftwarePackage::isOwnApp).isPresent(),
                    "directions",
                    "Only an own app's are chosen; leave them out.");
            wrong.require(
                    chosen.purchase() || chosen.sales() || chosen.send(), "directions", "At least one has to be true.");
        });
        wrong.throwIfAny();
        return softwarePackage.orElseThrow();
    }

    private Optional<Connection> toFollow(
            Organisation organisation, SoftwarePackage softwarePackage, NewConnection asked) {
        if (asked.follows() == null) {
            return connections.lockNewestToFollow(organisation.id(), softwarePackage);
        }
        Connection followed = ConnectionId.parse(asked.follows())
                .flatMap(id -> connections.lockOfOrganisation(organisation.id(), id))
                .orElseThrow(() -> new NotFound("connection to follow"));
        if (followed instanceof ActiveConnection) {
            throw new WrongState(
                    "connection-active",
                    "The connection to follow is active; revoke it first.",
                    Map.of("connectionId", followed.id().toString(), "state", followed.state()));
        }
        if (!softwarePackage.goesOnAfter(packageOf(followed))) {
            throw new InvalidInput("follows", "The connection to follow has no documents that this package retrieves.");
        }
        return Optional.of(followed);
    }

    private static String nameOf(NewConnection asked, SoftwarePackage softwarePackage) {
        return asked.name() == null || asked.name().isBlank()
                ? softwarePackage.name()
                : asked.name().strip();
    }

    private static List<String> warnings(List<ConnectionId> besides) {
        return besides.stream()
                .map(other -> "Connection " + other + " to the same software is active too. Choose different"
                        + " administrations, or revoke one of them.")
                .toList();
    }
}
