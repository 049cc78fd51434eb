package koppel.persistence.connection.vendor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Seal;
import koppel.connection.vendor.Administration;
import koppel.connection.vendor.Administrations;
import koppel.organisation.CompanyId;
import koppel.organisation.PartyId;
import koppel.persistence.Sql;
import koppel.shared.InvalidInput;
import koppel.shared.OrganisationId;
import koppel.user.EmailAddress;

@Singleton
class PostgresAdministrations implements Administrations {

    private static final String OF = """
            SELECT code, name, emails FROM administration WHERE organisation_id = ? AND software_package_id = ?
            """;

    private final Sql sql;
    private final Seal seal;

    @Inject
    PostgresAdministrations(Sql sql, Peppers peppers) {
        this.sql = sql;
        this.seal = peppers.sealFor("connector");
    }

    @Override
    public List<Administration> of(OrganisationId organisation, String softwarePackage) {
        return sql.list(
                OF + "ORDER BY code", PostgresAdministrations::toDomain, organisation.number(), softwarePackage);
    }

    @Override
    public Optional<Administration> byCode(OrganisationId organisation, String softwarePackage, String code) {
        return sql.first(
                OF + "AND code = ?", PostgresAdministrations::toDomain, organisation.number(), softwarePackage, code);
    }

    private static Administration toDomain(Sql.Row row) throws SQLException {
        return new Administration(
                row.text("code"),
                row.text("name"),
                Arrays.stream((String[]) row.results().getArray("emails").getArray())
                        .map(EmailAddress::new)
                        .toList());
    }

    @Override
    public boolean put(
            OrganisationId organisation, String softwarePackage, Administration administration, Instant now) {
        return put(organisation, softwarePackage, administration, false, now);
    }

    private boolean put(
            OrganisationId organisation,
            String softwarePackage,
            Administration administration,
            boolean fetched,
            Instant now) {
        return sql.first(
                        """
                        INSERT INTO administration (organisation_id, software_package_id, code, name, emails, fetched, changed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (organisation_id, software_package_id, code) DO UPDATE
                        SET name = excluded.name, emails = excluded.emails, fetched = excluded.fetched, changed_at = excluded.changed_at
                        RETURNING xmax = 0 AS created""",
                        row -> row.flag("created"),
                        organisation.number(),
                        softwarePackage,
                        administration.code(),
                        administration.name(),
                        administration.emails().stream()
                                .map(EmailAddress::value)
                                .toArray(String[]::new),
                        fetched,
                        now)
                .orElseThrow();
    }

    @Override
    public boolean remove(OrganisationId organisation, String softwarePackage, String code) {
        return sql.change(
                        "DELETE FROM administration WHERE organisation_id = ? AND software_package_id = ? AND code = ?",
                        organisation.number(),
                        softwarePackage,
                        code)
                > 0;
    }

    @Override
    public long count(OrganisationId organisation, String softwarePackage) {
        return sql.number(
                "SELECT count(*) FROM administration WHERE organisation_id = ? AND software_package_id = ?",
                organisation.number(),
                softwarePackage);
    }

    /** In the order of their codes, so that two who fetch at once do not wait for each other in a circle. */
    @Override
    public void replaceFetched(
            OrganisationId organisation, String softwarePackage, List<Administration> fetched, Instant now) {
        sql.list(
                "SELECT 1 AS one FROM organisation WHERE organisation_id = ? FOR NO KEY UPDATE",
                row -> row.integer("one"),
                organisation.number());
        sql.change(
                """
                DELETE FROM administration WHERE organisation_id = ? AND software_package_id = ? AND fetched AND code <> ALL (?)""",
                organisation.number(),
                softwarePackage,
                fetched.stream().map(Administration::code).toArray(String[]::new));
        fetched.forEach(one -> put(organisation, softwarePackage, one, true, now));
    }

    @Override
    public Optional<Connector> connector(String softwarePackage) {
        return sql.first(
                """
                SELECT connector_url, connector_token FROM software_package
                WHERE software_package_id = ? AND connector_url IS NOT NULL""",
                row -> new Connector(
                        URI.create(row.text("connector_url")),
                        row.maybeText("connector_token").flatMap(seal::open)),
                softwarePackage);
    }

    @Override
    public void setConnector(String softwarePackage, Optional<Connector> connector) {
        sql.change(
                "UPDATE software_package SET connector_url = ?, connector_token = ? WHERE software_package_id = ?",
                connector.map(each -> each.url().toString()),
                connector.flatMap(Connector::token).map(seal::seal),
                softwarePackage);
    }

    @Override
    public void resealConnector(String softwarePackage) {
        sql.first(
                        "SELECT connector_token FROM software_package WHERE software_package_id = ?",
                        row -> row.maybeText("connector_token"),
                        softwarePackage)
                .flatMap(token -> token)
                .filter(kept -> !seal.isCurrent(kept))
                .ifPresent(kept -> seal.open(kept)
                        // unless another was set meanwhile
                        .ifPresent(token -> sql.change(
                                "UPDATE software_package SET connector_token = ? WHERE software_package_id = ? AND connector_token = ?",
                                seal.seal(token),
                                softwarePackage,
                                kept)));
    }

    @Override
    public Optional<OrganisationId> connectedOrganisation(String partyOrCompany, String softwarePackage) {
        return organisation(partyOrCompany)
                .filter(organisation -> sql.first("""
                                SELECT 1 FROM connection_organisation s JOIN connection c ON c.connection_id = s.connection_id
                                WHERE s.organisation_id = ? AND c.software_package_id = ? AND c.state <> 'deleted' LIMIT 1""", row -> true, organisation.number(), softwarePackage)
                        .isPresent());
    }

    private Optional<OrganisationId> organisation(String partyOrCompany) {
        try {
            return find("company_id FROM organisation WHERE company_id = ?", CompanyId.parse(partyOrCompany));
        } catch (InvalidInput noCompanyId) {
            try {
                return find("party_id FROM party_id WHERE party_id = ? AND active", PartyId.parse(partyOrCompany));
            } catch (InvalidInput noPartyId) {
                return Optional.empty();
            }
        }
    }

    private Optional<OrganisationId> find(String from, Object id) {
        return sql.first(
                "SELECT organisation_id, " + from,
                row -> new OrganisationId(row.integer("organisation_id")),
                id.toString());
    }
}
