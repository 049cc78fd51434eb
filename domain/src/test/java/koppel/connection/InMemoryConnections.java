package koppel.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.KeyGeneration;
import koppel.connection.keys.SecretHash;
import koppel.organisation.InMemoryOrganisations;
import koppel.organisation.Role;
import koppel.shared.OrganisationId;
import koppel.shared.WrongState;
import koppel.softwarepackage.Direction;
import koppel.softwarepackage.SoftwarePackage;
import koppel.softwarepackage.SoftwarePackages;
import koppel.user.UserId;

/** Connections in the order in which they were added, with their keys. Locks nothing: its tests have one thread. */
public final class InMemoryConnections implements Connections, Services {

    private final InMemoryOrganisations organisations;
    private final SoftwarePackages softwarePackages;
    private final Map<ConnectionId, Connection> connections = new LinkedHashMap<>();
    private final Map<ConnectionId, Service> services = new HashMap<>();
    private final Map<ConnectionId, List<KeyGeneration>> keys = new HashMap<>();
    private final Map<ConnectionId, Instant> used = new HashMap<>();
    private final List<KeysEnded> ends = new ArrayList<>();

    public InMemoryConnections(InMemoryOrganisations organisations, SoftwarePackages softwarePackages) {
        this.organisations = organisations;
        this.softwarePackages = softwarePackages;
    }

    @Override
    public void add(ActiveConnection connection, Service service, UserId by) {
        for (Connection other : connections.values()) {
            Service others = services.get(other.id());
            if (other instanceof ActiveConnection
                    && others.organisation().equals(service.organisation())
                    && others.software().equals(service.software())
                    && service.administration().isPresent()
                    && others.administration().equals(service.administration())) {
                throw new WrongState(
                        "connection-exists",
                        "Another one is active.",
                        Map.of("connectionId", other.id().toString()));
            }
        }
        if (connection
                .facts()
                .follows()
                .map(connections::get)
                .flatMap(this::followedBy)
                .isPresent()) {
            throw new WrongState("connection-followed", "Another one follows it.");
        }
        connections.put(connection.id(), connection);
        services.put(connection.id(), service);
    }

    @Override
    public Optional<Connection> lockOfAdministrator(ConnectionId id, UserId administrator) {
        return find(id, administrator, role -> role == Role.ADMINISTRATOR);
    }

    @Override
    public Optional<Connection> ofMember(ConnectionId id, UserId member) {
        return find(id, member, role -> true);
    }

    private Optional<Connection> find(ConnectionId id, UserId user, Predicate<Role> fits) {
        return Optional.ofNullable(connections.get(id)).filter(found -> organisations
                .roleOf(user, found.facts().owner())
                .filter(fits)
                .isPresent());
    }

    @Override
    public Optional<Overview> overview(ConnectionId id, UserId member) {
        return ofMember(id, member)
                .filter(found -> !(found instanceof DeletedConnection))
                .map(this::overviewOf);
    }

    @Override
    public List<Overview> overviews(OrganisationId organisation) {
        List<Overview> newestFirst = new ArrayList<>(connections.values().stream()
                .filter(one -> one.facts().owner().equals(organisation) && !(one instanceof DeletedConnection))
                .map(this::overviewOf)
                .toList());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private Overview overviewOf(Connection connection) {
        return new Overview(
                connection,
                generations(connection.id()).stream()
                        .reduce((older, newer) -> newer)
                        .map(KeyGeneration::appKey),
                services.get(connection.id()),
                lastUsed(connection.id()),
                Optional.empty(),
                0,
                followedBy(connection),
                new Health(0, Optional.empty(), Optional.empty()),
                List.of());
    }

    @Override
    public void save(Connection connection) {
        connections.put(connection.id(), connection);
    }

    @Override
    public void addKeys(ConnectionId connection, OrganisationId owner, KeyGeneration generation, UserId by) {
        keys.computeIfAbsent(connection, none -> new ArrayList<>()).add(generation);
    }

    @Override
    public void endKeys(Connection connection, Instant at, KeysEnded why) {
        ends.add(why);
        keys.computeIfPresent(
                connection.id(),
                (id, all) -> new ArrayList<>(
                        all.stream().map(one -> one.endingOn(at)).toList()));
    }

    @Override
    public void endGeneration(Connection connection, int generation, Instant at, KeysEnded why) {
        ends.add(why);
        keys.get(connection.id()).replaceAll(one -> one.number() == generation ? one.endingOn(at) : one);
    }

    @Override
    public List<KeySetFacts> keySets(Connection connection) {
        return keys.getOrDefault(connection.id(), List.of()).stream()
                .map(one -> new KeySetFacts(
                        one.number(), one.appKey(), one.createdOn(), one.validUntil(), Optional.empty()))
                .sorted(java.util.Comparator.comparingInt(KeySetFacts::generation)
                        .reversed())
                .toList();
    }

    @Override
    public Optional<FoundKeys> byAppKey(AppKey appKey) {
        return foundBy(one -> one.appKey().equals(appKey), connections.keySet());
    }

    @Override
    public Optional<FoundKeys> byGeneration(ConnectionId connection, int generation) {
        return foundBy(one -> one.number() == generation, Set.of(connection));
    }

    private Optional<FoundKeys> foundBy(Predicate<KeyGeneration> fits, Set<ConnectionId> among) {
        return among.stream()
                .flatMap(id -> generations(id).stream()
                        .filter(fits)
                        .map(found -> new FoundKeys(
                                connections.get(id),
                                found,
                                softwarePackages
                                        .byId(connections.get(id).facts().softwarePackage())
                                        .orElseThrow())))
                .findFirst();
    }

    @Override
    public void rehash(ConnectionId connection, int generation, SecretHash hash) {
        keys.get(connection)
                .replaceAll(one -> one.number() == generation
                        ? new KeyGeneration(generation, one.appKey(), hash, one.createdOn(), one.validUntil())
                        : one);
    }

    @Override
    public Optional<ConnectionId> followedBy(Connection connection) {
        return connections.values().stream()
                .filter(one -> one.facts().follows().equals(Optional.of(connection.id())))
                .map(Connection::id)
                .findFirst();
    }

    @Override
    public Optional<Connection> lockNewestToFollow(OrganisationId organisation, SoftwarePackage newPackage) {
        Connection newest = null;
        for (Connection one : connections.values()) {
            if (one instanceof ActiveConnection
                    || !one.facts().owner().equals(organisation)
                    || followedBy(one).isPresent()) {
                continue;
            }
            Set<Direction> retrieved = softwarePackages
                    .byId(one.facts().softwarePackage())
                    .orElseThrow()
                    .retrieves();
            Set<Direction> wanted = newPackage.retrieves();
            boolean goesOn =
                    wanted.isEmpty() ? retrieved.isEmpty() : retrieved.stream().anyMatch(wanted::contains);
            boolean same = one.facts().softwarePackage().equals(newPackage.id());
            if (goesOn
                    && (newest == null
                            || same
                            || !newest.facts().softwarePackage().equals(newPackage.id()))) {
                newest = one;
            }
        }
        return Optional.ofNullable(newest);
    }

    @Override
    public Optional<Connection> lockOfOrganisation(OrganisationId organisation, ConnectionId id) {
        return Optional.ofNullable(connections.get(id))
                .filter(found -> found.facts().owner().equals(organisation));
    }

    @Override
    public List<ConnectionId> activeWithSoftware(OrganisationId organisation, String software) {
        return connections.values().stream()
                .filter(one -> one instanceof ActiveConnection
                        && one.facts().owner().equals(organisation)
                        && services.get(one.id()).software().equals(software))
                .map(Connection::id)
                .toList();
    }

    @Override
    public void noteUse(ConnectionId connection, OrganisationId owner, Instant at) {
        used.put(connection, at);
    }

    @Override
    public Optional<Service> of(ConnectionId connection, OrganisationId organisation) {
        return of(connection).stream()
                .filter(one -> one.organisation().equals(organisation))
                .findFirst();
    }

    @Override
    public List<Service> of(ConnectionId connection) {
        return Optional.ofNullable(services.get(connection)).stream().toList();
    }

    @Override
    public void save(ActiveConnection connection, Service service) {
        services.put(connection.id(), service);
    }

    @Override
    public void remove(ConnectionId connection, OrganisationId organisation) {
        services.remove(connection);
    }

    public Connection get(ConnectionId id) {
        return connections.get(id);
    }

    public int count() {
        return connections.size();
    }

    public List<KeyGeneration> generations(ConnectionId id) {
        return keys.getOrDefault(id, List.of());
    }

    /** Why keys were ended, in the order of the acts. */
    public List<KeysEnded> ends() {
        return List.copyOf(ends);
    }

    public Optional<Instant> lastUsed(ConnectionId id) {
        return Optional.ofNullable(used.get(id));
    }
}
