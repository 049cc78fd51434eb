package koppel.persistence.organisation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import koppel.organisation.CompanyId;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

/** What every statement that reads an organisation selects of {@code organisation o}, and what becomes of it. */
public final class OrganisationColumns {

    public static final String ALL = """
            o.organisation_id, o.public_id, o.environment_id, o.company_id, o.name, o.retention_days,
            ARRAY(SELECT p.party_id FROM party_id p WHERE p.organisation_id = o.organisation_id AND p.active ORDER BY p.position) AS party_ids,
            ARRAY(SELECT p.party_id FROM party_id p WHERE p.organisation_id = o.organisation_id AND NOT p.active ORDER BY p.position)
                AS unconfirmed
            """;

    private OrganisationColumns() {}

    public static Organisation toDomain(Sql.Row row) throws SQLException {
        return new Organisation(
                new OrganisationId(row.integer("organisation_id")),
                row.uuid("public_id"),
                row.integer("environment_id"),
                CompanyId.parse(row.text("company_id")),
                row.text("name"),
                partyIds(row, "party_ids"),
                partyIds(row, "unconfirmed"),
                Duration.ofDays(row.integer("retention_days")));
    }

    private static List<PartyId> partyIds(Sql.Row row, String column) throws SQLException {
        return Arrays.stream((String[]) row.results().getArray(column).getArray())
                .map(PartyId::parse)
                .toList();
    }
}
