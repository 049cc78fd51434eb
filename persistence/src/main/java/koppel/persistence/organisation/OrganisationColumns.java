package koppel.persistence.organisation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import koppel.organisation.CompanyId;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

/** What every statement that reads an organisation selects of {@code organisation o}, and what becomes of it. */
public final class OrganisationColumns {

    public static final String ALL = """
            o.organisation_id, o.public_id, o.environment_id, o.company_id, o.name, o.retention_days,
            (SELECT array_agg(p.party_id ORDER BY p.position) FROM party_id p WHERE p.organisation_id = o.organisation_id) AS party_ids
            """;

    private OrganisationColumns() {}

    public static Organisation toDomain(Sql.Row row) throws SQLException {
        String[] partyIds = (String[]) row.results().getArray("party_ids").getArray();
        return new Organisation(
                new OrganisationId(row.integer("organisation_id")),
                row.uuid("public_id"),
                row.integer("environment_id"),
                CompanyId.parse(row.text("company_id")),
                row.text("name"),
                Arrays.stream(partyIds).map(PartyId::parse).toList(),
                Duration.ofDays(row.integer("retention_days")));
    }
}
