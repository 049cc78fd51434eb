package koppel.persistence.organisation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.organisation.CompanyId;
import koppel.organisation.Organisation;
import koppel.organisation.Organisations;
import koppel.organisation.PartyId;
import koppel.organisation.Role;
import koppel.persistence.Sql;
import koppel.shared.Clock;
import koppel.shared.OrganisationId;
import koppel.shared.WrongState;
import koppel.user.UserId;

@Singleton
class PostgresOrganisations implements Organisations {

    private final Sql sql;
    private final Clock clock;

    @Inject
    PostgresOrganisations(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public Organisation add(
            UUID publicId,
            int environment,
            String country,
            String name,
            List<PartyId> partyIds,
            boolean confirmed,
            UserId creator) {
        Instant now = clock.now();
        CompanyId companyId = CompanyId.of(country, sql.number("SELECT nextval('company_number')"));
        int number = (int) sql.number("""
                INSERT INTO organisation (public_id, environment_id, company_id, name, created_at)
                VALUES (?, ?, ?, ?, ?) RETURNING organisation_id""", publicId, environment, companyId.toString(), name, now);
        addPartyIds(number, partyIds, confirmed, now);
        sql.change(
                "INSERT INTO organisation_member (organisation_id, user_id, role) VALUES (?, ?, ?)",
                number,
                creator.number(),
                Role.ADMINISTRATOR.word());
        // documents wait in these until the organisation's first consumer takes them over
        sql.change("INSERT INTO delivery_queue (organisation_id, direction) VALUES (?, 1), (?, 2)", number, number);
        return byId(new OrganisationId(number)).orElseThrow();
    }

    /** In their own order, so that two organisations that are created with the same ones never wait for each other. */
    private void addPartyIds(int organisation, List<PartyId> partyIds, boolean confirmed, Instant now) {
        partyIds.stream().sorted(Comparator.comparing(PartyId::toString)).forEach(partyId -> {
            // the primary key decides who has a party id; whoever comes second changes nothing and is refused
            int added = sql.change("""
                    INSERT INTO party_id (party_id, organisation_id, position, active, created_at)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT (party_id) DO NOTHING""", partyId.toString(), organisation, partyIds.indexOf(partyId), confirmed, now);
            if (added == 0) {
                throw new WrongState(
                        "party-id-taken",
                        "A party id belongs to one organisation only, and this one has its organisation already.",
                        Map.of("partyId", partyId.toString()));
            }
        });
    }

    @Override
    public Optional<Membership> ofMember(UUID publicId, UserId member) {
        return sql.first(
                "SELECT " + OrganisationColumns.ALL + """
                        , m.role FROM organisation o JOIN organisation_member m USING (organisation_id)
                        WHERE o.public_id = ? AND m.user_id = ?""",
                row -> new Membership(OrganisationColumns.toDomain(row), Role.ofWord(row.text("role"))),
                publicId,
                member.number());
    }

    @Override
    public List<Membership> ofMember(UserId member) {
        return sql.list(
                "SELECT " + OrganisationColumns.ALL + """
                        , m.role FROM organisation o JOIN organisation_member m USING (organisation_id)
                        WHERE m.user_id = ? ORDER BY o.name, o.organisation_id""",
                row -> new Membership(OrganisationColumns.toDomain(row), Role.ofWord(row.text("role"))),
                member.number());
    }

    @Override
    public Optional<Organisation> ofParty(PartyId party) {
        return sql.first("SELECT " + OrganisationColumns.ALL + """
                        FROM party_id q JOIN organisation o USING (organisation_id)
                        WHERE q.party_id = ? AND q.active""", OrganisationColumns::toDomain, party.toString());
    }

    @Override
    public Optional<Organisation> byId(OrganisationId id) {
        return sql.first(
                "SELECT " + OrganisationColumns.ALL + " FROM organisation o WHERE o.organisation_id = ?",
                OrganisationColumns::toDomain,
                id.number());
    }
}
