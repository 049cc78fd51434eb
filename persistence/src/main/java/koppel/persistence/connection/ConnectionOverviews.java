package koppel.persistence.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import koppel.connection.Connection;
import koppel.connection.ConnectionId;
import koppel.connection.Connections;
import koppel.connection.keys.AppKey;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

/** What the overview shows of connections: their keys' health, what waits, whom else they serve. */
@Singleton
class ConnectionOverviews {

    private static final String OVERVIEW = """
            SELECT c.connection_id, s.organisation_id, s.software, s.administration, s.start_date, s.sales_invoices, s.email,
                   k.app_key, k.ended_why, t.failures, t.last_failed_at, u.last_used_at, u.last_retrieved_at, f.connection_id AS followed_by,
                   (SELECT count(*) FROM delivery_queue q JOIN pending p USING (organisation_id, queue_id)
                    JOIN connection_organisation w USING (organisation_id, connection_id)
                    WHERE q.connection_id = c.connection_id AND (q.direction = 1 OR w.sales_invoices)) AS waiting
            FROM connection c
            JOIN connection_organisation s ON s.organisation_id = c.organisation_id AND s.connection_id = c.connection_id
            LEFT JOIN key_generation k ON k.organisation_id = c.organisation_id AND k.connection_id = c.connection_id
                AND k.generation = c.generation
            LEFT JOIN connection_use u ON u.organisation_id = c.organisation_id AND u.connection_id = c.connection_id
            LEFT JOIN connection f ON f.organisation_id = c.organisation_id AND f.follows = c.connection_id
            LEFT JOIN LATERAL (SELECT sum(t.failures) AS failures, max(t.last_failed_at) AS last_failed_at FROM key_use t
                               WHERE t.organisation_id = c.organisation_id AND t.connection_id = c.connection_id) t ON true
            WHERE c.organisation_id = ? AND c.state <> 'deleted'
            """;

    private final EntityManager entityManager;
    private final Sql sql;
    private final FurtherOrganisations further;

    @Inject
    ConnectionOverviews(EntityManager entityManager, Sql sql, FurtherOrganisations further) {
        this.entityManager = entityManager;
        this.sql = sql;
        this.further = further;
    }

    /** Empty when it was deleted. */
    Optional<Connections.Overview> of(Connection connection) {
        return sql.first(
                OVERVIEW + " AND c.connection_id = ?",
                this::toDomain,
                connection.facts().owner().number(),
                connection.id().value());
    }

    /** Newest first. */
    List<Connections.Overview> of(OrganisationId organisation) {
        return sql.list(
                OVERVIEW + " ORDER BY c.created_at DESC, c.connection_id", this::toDomain, organisation.number());
    }

    private Connections.Overview toDomain(Sql.Row row) throws SQLException {
        Connections.Service service = PostgresServices.toDomain(row);
        return new Connections.Overview(
                entityManager
                        .find(
                                ConnectionRow.class,
                                new ConnectionRow.Key(service.organisation().number(), row.uuid("connection_id")))
                        .toDomain(),
                row.maybeText("app_key").map(AppKey::new),
                service,
                row.maybeInstant("last_used_at"),
                row.maybeInstant("last_retrieved_at"),
                row.number("waiting"),
                row.maybeUuid("followed_by").map(ConnectionId::new),
                new Connections.Health(
                        row.number("failures"), row.maybeInstant("last_failed_at"), row.maybeText("ended_why")),
                further.of(service.organisation(), row.uuid("connection_id")));
    }
}
