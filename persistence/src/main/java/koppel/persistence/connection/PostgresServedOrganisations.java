package koppel.persistence.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.connection.ServedOrganisations;
import koppel.organisation.CompanyId;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;
import koppel.persistence.Sql;
import koppel.persistence.organisation.OrganisationColumns;
import koppel.shared.InvalidInput;

@Singleton
class PostgresServedOrganisations implements ServedOrganisations {

    private static final String SERVED = "SELECT " + OrganisationColumns.ALL
            + " FROM connection_organisation s JOIN organisation o USING (organisation_id) WHERE s.connection_id = ? ";

    private final Sql sql;

    @Inject
    PostgresServedOrganisations(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Organisation> of(ConnectionId connection) {
        return sql.list(SERVED + "ORDER BY o.organisation_id", OrganisationColumns::toDomain, connection.value());
    }

    /** Asked by every request of the vendor API, so in one statement. */
    @Override
    public Optional<Organisation> named(ConnectionId connection, String partyOrCompany) {
        if (isCompanyId(partyOrCompany)) {
            return sql.first(
                    SERVED + "AND o.company_id = ?",
                    OrganisationColumns::toDomain,
                    connection.value(),
                    CompanyId.parse(partyOrCompany).toString());
        }
        try {
            return sql.first(
                    SERVED
                            + "AND o.organisation_id = (SELECT organisation_id FROM party_id WHERE party_id = ? AND active)",
                    OrganisationColumns::toDomain,
                    connection.value(),
                    PartyId.parse(partyOrCompany).toString());
        } catch (InvalidInput notAPartyId) {
            return Optional.empty();
        }
    }

    private static boolean isCompanyId(String text) {
        if (text.indexOf(':') >= 0) {
            // a party id, as nearly always: no exception has to say that it is no company id
            return false;
        }
        try {
            CompanyId.parse(text);
            return true;
        } catch (InvalidInput notOne) {
            return false;
        }
    }
}
