package koppel.persistence.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.Connection;
import koppel.connection.ConnectionId;
import koppel.connection.Connections;
import koppel.connection.ServingConnections;
import koppel.organisation.Organisation;
import koppel.organisation.Organisations;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.user.UserId;

@Singleton
class PostgresServingConnections implements ServingConnections {

    private final EntityManager entityManager;
    private final Sql sql;
    private final Organisations organisations;
    private final FurtherOrganisations further;

    @Inject
    PostgresServingConnections(
            EntityManager entityManager, Sql sql, Organisations organisations, FurtherOrganisations further) {
        this.entityManager = entityManager;
        this.sql = sql;
        this.organisations = organisations;
        this.further = further;
    }

    @Override
    public List<Serving> of(OrganisationId organisation) {
        return sql.list("""
                        SELECT c.organisation_id, c.connection_id FROM connection_organisation s
                        JOIN connection c ON c.connection_id = s.connection_id AND c.organisation_id <> s.organisation_id
                        WHERE s.organisation_id = ? AND c.state <> 'deleted' ORDER BY c.created_at DESC, c.connection_id""", PostgresServingConnections::key, organisation.number()).stream()
                .map(found -> serving(found, further.only(organisation, found.connectionId())))
                // left between the two statements
                .filter(serving -> !serving.further().isEmpty())
                .toList();
    }

    @Override
    public Optional<Serving> ofMember(ConnectionId id, UserId member) {
        return sql.first(
                        "SELECT organisation_id, connection_id FROM connection WHERE connection_id = ? AND state <> 'deleted'",
                        PostgresServingConnections::key,
                        id.value())
                .map(found -> serving(
                        found,
                        further.ofMember(new OrganisationId(found.organisationId()), found.connectionId(), member)))
                .filter(serving -> !serving.further().isEmpty());
    }

    private static ConnectionRow.Key key(Sql.Row row) throws java.sql.SQLException {
        return new ConnectionRow.Key(row.integer("organisation_id"), row.uuid("connection_id"));
    }

    private Serving serving(ConnectionRow.Key found, List<Connections.Further> served) {
        Connection connection = entityManager.find(ConnectionRow.class, found).toDomain();
        Organisation owner = organisations.byId(connection.facts().owner()).orElseThrow();
        return new Serving(connection, owner, served);
    }

    @Override
    public Optional<OrganisationId> ownerFor(UserId administrator, UUID organisation, ConnectionId id) {
        return sql.first(
                """
                SELECT c.organisation_id FROM organisation o
                JOIN organisation_member m ON m.organisation_id = o.organisation_id AND m.user_id = ? AND m.role = 'administrator'
                JOIN connection_organisation s ON s.organisation_id = o.organisation_id AND s.connection_id = ?
                JOIN connection c ON c.connection_id = s.connection_id AND c.organisation_id <> s.organisation_id
                WHERE o.public_id = ?""",
                row -> new OrganisationId(row.integer("organisation_id")),
                administrator.number(),
                id.value(),
                organisation);
    }
}
