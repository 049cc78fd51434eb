package koppel.persistence.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import koppel.connection.ActiveConnection;
import koppel.connection.Connection;
import koppel.connection.Connections.Service;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.shared.WrongState;

/**
 * Refuses a second active connection to the same software and administration, or beside Autopilot, and names the first.
 *
 * <p>PROMISE connection_one_active_per_administration, connection_one_active_autopilot, connection_organisation_claim: the database keeps
 * it whatever happens. The lock on the organisation is there so that of several at once the second can name the first.
 */
@Singleton
class SecondConnections {

    private final Sql sql;

    @Inject
    SecondConnections(Sql sql) {
        this.sql = sql;
    }

    /** Before the connection serves the organisation that way. */
    void refuseBeside(ActiveConnection connection, Service service) {
        refuse(
                service.organisation(),
                """
                SELECT o.connection_id FROM connection_organisation o JOIN software_package p ON p.software_package_id = ?
                WHERE o.organisation_id = ? AND o.software = ? AND o.active AND o.connection_id <> ?
                  AND (o.exclusive OR p.method = 'autopilot' OR o.administration = ?)
                ORDER BY o.connection_id LIMIT 1""",
                connection.facts().softwarePackage(),
                service.organisation().number(),
                service.software(),
                connection.id().value(),
                service.administration());
    }

    /** Before the services of a reconnected connection become active again. */
    void refuseBeside(Connection reconnected) {
        sql.list(
                        """
                        SELECT organisation_id FROM connection_organisation WHERE connection_id = ? AND NOT active
                        ORDER BY organisation_id""",
                        row -> new OrganisationId(row.integer("organisation_id")),
                        reconnected.id().value())
                .forEach(organisation -> refuse(
                        organisation,
                        """
                        SELECT o.connection_id FROM connection_organisation s
                        JOIN connection_organisation o ON o.organisation_id = s.organisation_id AND o.software = s.software AND o.active
                            AND (o.exclusive OR s.exclusive OR o.administration = s.administration)
                        WHERE s.organisation_id = ? AND s.connection_id = ? AND o.connection_id <> s.connection_id
                        ORDER BY o.connection_id LIMIT 1""",
                        organisation.number(),
                        reconnected.id().value()));
    }

    private void refuse(OrganisationId organisation, String others, Object... parameters) {
        sql.list(
                "SELECT organisation_id FROM organisation WHERE organisation_id = ? FOR NO KEY UPDATE",
                row -> row.integer("organisation_id"),
                organisation.number());
        sql.first(others, row -> row.uuid("connection_id").toString(), parameters)
                .ifPresent(first -> {
                    throw new WrongState(
                            "connection-exists",
                            "Connection " + first
                                    + " to this software and administration is active already; revoke it first.",
                            Map.of("connectionId", first, "state", "active"));
                });
    }
}
