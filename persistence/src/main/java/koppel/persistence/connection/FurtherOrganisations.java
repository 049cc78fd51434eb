package koppel.persistence.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import koppel.connection.Connections;
import koppel.persistence.Sql;
import koppel.persistence.organisation.OrganisationColumns;
import koppel.shared.OrganisationId;
import koppel.user.UserId;

/** The further organisations that connections serve, and how much waits in each. */
@Singleton
class FurtherOrganisations {

    private static final String FURTHER = "SELECT " + OrganisationColumns.ALL + """
            , s.connection_id, s.software, s.administration, s.start_date, s.sales_invoices, s.email,
            (SELECT count(*) FROM delivery_queue q JOIN pending p USING (organisation_id, queue_id)
             WHERE q.connection_id = s.connection_id AND q.organisation_id = s.organisation_id
               AND (q.direction = 1 OR s.sales_invoices)) AS waiting
            FROM connection_organisation s JOIN organisation o USING (organisation_id)
            """;

    private final Sql sql;

    @Inject
    FurtherOrganisations(Sql sql) {
        this.sql = sql;
    }

    /** All of a connection. */
    List<Connections.Further> of(OrganisationId owner, UUID connection) {
        return sql.list(
                FURTHER + "WHERE s.connection_id = ? AND s.organisation_id <> ? ORDER BY s.organisation_id",
                FurtherOrganisations::toDomain,
                connection,
                owner.number());
    }

    /** Those of a connection of which the person is a member. */
    List<Connections.Further> ofMember(OrganisationId owner, UUID connection, UserId member) {
        return sql.list(FURTHER + """
                        JOIN organisation_member m ON m.organisation_id = s.organisation_id AND m.user_id = ?
                        WHERE s.connection_id = ? AND s.organisation_id <> ? ORDER BY s.organisation_id""", FurtherOrganisations::toDomain, member.number(), connection, owner.number());
    }

    /** That one of a connection. */
    List<Connections.Further> only(OrganisationId organisation, UUID connection) {
        return sql.list(
                FURTHER + "WHERE s.connection_id = ? AND s.organisation_id = ?",
                FurtherOrganisations::toDomain,
                connection,
                organisation.number());
    }

    private static Connections.Further toDomain(Sql.Row row) throws SQLException {
        return new Connections.Further(
                OrganisationColumns.toDomain(row), PostgresServices.toDomain(row), row.number("waiting"));
    }
}
