package koppel.persistence.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import koppel.connection.ActiveConnection;
import koppel.connection.Connection;
import koppel.connection.ConnectionId;
import koppel.connection.Connections;
import koppel.connection.Services;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.KeyGeneration;
import koppel.connection.keys.SecretHash;
import koppel.persistence.OncePerMinute;
import koppel.persistence.Sql;
import koppel.persistence.softwarepackage.SoftwarePackageRow;
import koppel.shared.OrganisationId;
import koppel.shared.WrongState;
import koppel.softwarepackage.SoftwarePackage;
import koppel.user.UserId;

@Singleton
class PostgresConnections implements Connections {

    private static final String IS_MEMBER =
            "exists (select 1 from OrganisationMemberRow m where m.organisationId = c.organisationId and m.userId = :user)";
    private static final String IS_ADMINISTRATOR =
            "exists (select 1 from OrganisationMemberRow m where m.organisationId = c.organisationId and m.userId = :user"
                    + " and m.role = 'administrator')";

    private static final int MOST_KEY_SETS = 100;

    private final EntityManager entityManager;
    private final Sql sql;
    private final SecondConnections seconds;
    private final Services services;
    private final ConnectionOverviews overviews;
    private final OncePerMinute<ConnectionId> uses = new OncePerMinute<>();

    @Inject
    PostgresConnections(
            EntityManager entityManager,
            Sql sql,
            SecondConnections seconds,
            Services services,
            ConnectionOverviews overviews) {
        this.entityManager = entityManager;
        this.sql = sql;
        this.seconds = seconds;
        this.services = services;
        this.overviews = overviews;
    }

    @Override
    public void add(ActiveConnection connection, Service service, UserId by) {
        seconds.refuseBeside(connection, service);
        connection.facts().follows().ifPresent(followed -> refuseSecondFollower(service.organisation(), followed));
        ConnectionRow followed = connection
                .facts()
                .follows()
                .map(id -> row(connection.facts().owner(), id))
                .orElse(null);
        entityManager.persist(new ConnectionRow(connection, followed, by));
        services.save(connection, service);
    }

    /** PROMISE connection_followed_once: the index keeps it, and under the lock nobody has to run into it. */
    private void refuseSecondFollower(OrganisationId organisation, ConnectionId followed) {
        lockOfOrganisation(organisation, followed)
                .ifPresent(one -> followedBy(one).ifPresent(follower -> {
                    throw new WrongState(
                            "connection-followed",
                            "Connection " + follower + " follows that one already and has its documents.",
                            Map.of("state", one.state(), "followedBy", follower.toString()));
                }));
    }

    @Override
    public Optional<Connection> lockOfAdministrator(ConnectionId id, UserId administrator) {
        return locked(entityManager
                .createQuery(
                        "select c from ConnectionRow c where c.connectionId = :id and " + IS_ADMINISTRATOR,
                        ConnectionRow.class)
                .setParameter("id", id.value())
                .setParameter("user", administrator.number()));
    }

    @Override
    public Optional<Connection> ofMember(ConnectionId id, UserId member) {
        return entityManager
                .createQuery(
                        "select c from ConnectionRow c where c.connectionId = :id and " + IS_MEMBER,
                        ConnectionRow.class)
                .setParameter("id", id.value())
                .setParameter("user", member.number())
                .getResultList()
                .stream()
                .findFirst()
                .map(ConnectionRow::toDomain);
    }

    @Override
    public Optional<Connection> lockOfOrganisation(OrganisationId organisation, ConnectionId id) {
        return locked(entityManager
                .createQuery(
                        "select c from ConnectionRow c where c.organisationId = :organisation and c.connectionId = :id",
                        ConnectionRow.class)
                .setParameter("organisation", organisation.number())
                .setParameter("id", id.value()));
    }

    private Optional<Connection> locked(TypedQuery<ConnectionRow> query) {
        Optional<ConnectionRow> row = query.setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList().stream()
                .findFirst();
        // a row that was read before in this transaction is handed out as it was then
        row.ifPresent(entityManager::refresh);
        return row.map(ConnectionRow::toDomain);
    }

    @Override
    public Optional<Connection> lockNewestToFollow(OrganisationId organisation, SoftwarePackage softwarePackage) {
        while (true) {
            Optional<ConnectionId> newest = newestToFollow(organisation, softwarePackage);
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            Optional<Connection> locked = lockOfOrganisation(organisation, newest.get())
                    .filter(connection -> !(connection instanceof ActiveConnection));
            // while we waited for the lock somebody may have reconnected or followed it; then it is the turn of the
            // next
            if (locked.isPresent() && followedBy(locked.get()).isEmpty()) {
                return locked;
            }
        }
    }

    private Optional<ConnectionId> newestToFollow(OrganisationId organisation, SoftwarePackage softwarePackage) {
        return sql.first(
                """
                SELECT c.connection_id FROM connection c JOIN software_package p USING (software_package_id)
                WHERE c.organisation_id = ? AND c.state <> 'active'
                  AND ((coalesce(c.receives_purchase, p.receives_purchase) AND ?)
                    OR (coalesce(c.receives_sales, p.receives_sales) AND ?)
                    OR (NOT coalesce(c.receives_purchase, p.receives_purchase) AND NOT coalesce(c.receives_sales, p.receives_sales) AND ?))
                  AND NOT EXISTS (SELECT 1 FROM connection f
                                  WHERE f.organisation_id = c.organisation_id AND f.follows = c.connection_id)
                ORDER BY c.software_package_id = ? DESC, c.revoked_at DESC, c.created_at DESC
                LIMIT 1""",
                row -> new ConnectionId(row.uuid("connection_id")),
                organisation.number(),
                softwarePackage.directions().purchase(),
                softwarePackage.directions().sales(),
                softwarePackage.retrieves().isEmpty(),
                softwarePackage.id());
    }

    @Override
    public void save(Connection connection) {
        row(connection).take(connection);
        entityManager.flush();
        boolean active = connection instanceof ActiveConnection;
        if (active) {
            seconds.refuseBeside(connection);
        }
        sql.change(
                "UPDATE connection_organisation SET active = ? WHERE connection_id = ? AND active <> ?",
                active,
                connection.id().value(),
                active);
    }

    private ConnectionRow row(Connection connection) {
        return row(connection.facts().owner(), connection.id());
    }

    private ConnectionRow row(OrganisationId owner, ConnectionId id) {
        return entityManager.find(ConnectionRow.class, new ConnectionRow.Key(owner.number(), id.value()));
    }

    @Override
    public void addKeys(ConnectionId connection, OrganisationId owner, KeyGeneration keys, UserId by) {
        entityManager.persist(new KeyGenerationRow(owner, connection, keys, by));
        entityManager.flush();
    }

    @Override
    public List<KeySetFacts> keySets(Connection connection) {
        return entityManager
                .createQuery(
                        "select k from KeyGenerationRow k where k.organisationId = :organisation and k.connectionId = :id"
                                + " order by k.generation desc",
                        KeyGenerationRow.class)
                .setParameter("organisation", connection.facts().owner().number())
                .setParameter("id", connection.id().value())
                .setMaxResults(MOST_KEY_SETS)
                .getResultStream()
                .map(KeyGenerationRow::toFacts)
                .toList();
    }

    @Override
    public void endKeys(Connection connection, Instant at, KeysEnded why) {
        sql.change(
                """
                UPDATE key_generation SET valid_until = ?, ended_why = ?
                WHERE organisation_id = ? AND connection_id = ? AND (valid_until IS NULL OR valid_until > ?)""",
                at,
                why.name().toLowerCase(Locale.ROOT),
                connection.facts().owner().number(),
                connection.id().value(),
                at);
    }

    @Override
    public void endGeneration(Connection connection, int generation, Instant at, KeysEnded why) {
        sql.change(
                """
                UPDATE key_generation SET valid_until = ?, ended_why = ?
                WHERE organisation_id = ? AND connection_id = ? AND generation = ? AND (valid_until IS NULL OR valid_until > ?)""",
                at,
                why.name().toLowerCase(Locale.ROOT),
                connection.facts().owner().number(),
                connection.id().value(),
                generation,
                at);
    }

    @Override
    public Optional<FoundKeys> byAppKey(AppKey appKey) {
        return found(entityManager
                .createQuery(FOUND_KEYS + "where k.appKey = :appKey", Object[].class)
                .setParameter("appKey", appKey.value()));
    }

    @Override
    public Optional<FoundKeys> byGeneration(ConnectionId connection, int generation) {
        return found(entityManager
                .createQuery(FOUND_KEYS + "where k.connectionId = :id and k.generation = :generation", Object[].class)
                .setParameter("id", connection.value())
                .setParameter("generation", generation));
    }

    private static final String FOUND_KEYS = """
            select c, k, p from KeyGenerationRow k
            join ConnectionRow c on c.organisationId = k.organisationId and c.connectionId = k.connectionId
            join SoftwarePackageRow p on p.id = c.softwarePackage
            """;

    private static Optional<FoundKeys> found(TypedQuery<Object[]> query) {
        return query.getResultList().stream().findFirst().map(rows -> {
            Connection connection = ((ConnectionRow) rows[0]).toDomain();
            return new FoundKeys(
                    connection,
                    ((KeyGenerationRow) rows[1]).toDomain(),
                    connection.facts().as(((SoftwarePackageRow) rows[2]).toDomain()));
        });
    }

    @Override
    public void rehash(ConnectionId connection, int generation, SecretHash hash) {
        sql.change("""
                UPDATE key_generation SET secret_hash = ?, pepper_id = ?
                WHERE connection_id = ? AND generation = ? AND valid_until IS NULL""", hash.value(), hash.pepperId(), connection.value(), generation);
    }

    @Override
    public Optional<ConnectionId> followedBy(Connection connection) {
        return sql.first(
                "SELECT connection_id FROM connection WHERE organisation_id = ? AND follows = ?",
                row -> new ConnectionId(row.uuid("connection_id")),
                connection.facts().owner().number(),
                connection.id().value());
    }

    @Override
    public List<ConnectionId> activeWithSoftware(OrganisationId organisation, String software) {
        return sql.list("""
                SELECT connection_id FROM connection_organisation
                WHERE organisation_id = ? AND software = ? AND active ORDER BY connection_id""", row -> new ConnectionId(row.uuid("connection_id")), organisation.number(), software);
    }

    @Override
    public void noteUse(ConnectionId connection, OrganisationId owner, Instant at) {
        if (uses.isDue(connection, at)) {
            sql.change("""
                    INSERT INTO connection_use (organisation_id, connection_id, last_used_at) VALUES (?, ?, ?)
                    ON CONFLICT (organisation_id, connection_id) DO UPDATE SET last_used_at = excluded.last_used_at""", owner.number(), connection.value(), at);
        }
    }

    @Override
    public Optional<Overview> overview(ConnectionId id, UserId member) {
        return ofMember(id, member).flatMap(overviews::of);
    }

    @Override
    public List<Overview> overviews(OrganisationId organisation) {
        return overviews.of(organisation);
    }
}
