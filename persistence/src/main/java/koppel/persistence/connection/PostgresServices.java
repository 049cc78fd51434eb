package koppel.persistence.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import koppel.connection.ActiveConnection;
import koppel.connection.ConnectionId;
import koppel.connection.Connections.Service;
import koppel.connection.Services;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.user.EmailAddress;

@Singleton
class PostgresServices implements Services {

    private static final String SERVICE = """
            SELECT organisation_id, software, administration, start_date, sales_invoices, email FROM connection_organisation
            WHERE connection_id = ?
            """;

    private final Sql sql;
    private final SecondConnections seconds;

    @Inject
    PostgresServices(Sql sql, SecondConnections seconds) {
        this.sql = sql;
        this.seconds = seconds;
    }

    @Override
    public Optional<Service> of(ConnectionId connection, OrganisationId organisation) {
        return sql.first(
                SERVICE + "AND organisation_id = ?",
                PostgresServices::toDomain,
                connection.value(),
                organisation.number());
    }

    @Override
    public List<Service> of(ConnectionId connection) {
        return sql.list(SERVICE + "ORDER BY organisation_id", PostgresServices::toDomain, connection.value());
    }

    static Service toDomain(Sql.Row row) throws SQLException {
        return new Service(
                new OrganisationId(row.integer("organisation_id")),
                row.text("software"),
                row.maybeText("administration"),
                Optional.ofNullable(row.object("start_date", LocalDate.class)),
                row.flag("sales_invoices"),
                row.maybeText("email").map(EmailAddress::new));
    }

    @Override
    public void save(ActiveConnection connection, Service service) {
        seconds.refuseBeside(connection, service);
        sql.change(
                """
                INSERT INTO connection_organisation
                    (organisation_id, connection_id, software, exclusive, administration, start_date, sales_invoices, email, active)
                SELECT ?, ?, ?, method = 'autopilot', ?, ?, ?, ?, true FROM software_package WHERE software_package_id = ?
                ON CONFLICT (organisation_id, connection_id) DO UPDATE
                SET administration = excluded.administration, start_date = excluded.start_date,
                    sales_invoices = excluded.sales_invoices, email = excluded.email""",
                service.organisation().number(),
                connection.id().value(),
                service.software(),
                service.administration(),
                service.startDate(),
                service.salesInvoices(),
                service.email().map(EmailAddress::value),
                connection.facts().softwarePackage());
    }

    @Override
    public void remove(ConnectionId connection, OrganisationId organisation) {
        sql.change(
                "DELETE FROM connection_organisation WHERE connection_id = ? AND organisation_id = ?",
                connection.value(),
                organisation.number());
    }
}
