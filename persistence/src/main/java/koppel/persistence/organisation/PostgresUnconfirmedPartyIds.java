package koppel.persistence.organisation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;
import koppel.organisation.UnconfirmedPartyIds;
import koppel.persistence.Paging;
import koppel.persistence.Sql;
import koppel.shared.Page;

@Singleton
class PostgresUnconfirmedPartyIds implements UnconfirmedPartyIds {

    private final Sql sql;

    @Inject
    PostgresUnconfirmedPartyIds(Sql sql) {
        this.sql = sql;
    }

    /** A cursor names the party id shown last; if that was decided meanwhile, its time still tells where to go on. */
    @Override
    public Page<Waiting> list(Optional<String> after, int limit) {
        String[] key = after.map(Paging::key).map(text -> text.split(" ", 2)).orElse(new String[] {"-infinity", ""});
        if (key.length != 2 || !key[0].matches("-infinity|[0-9]{1,18}")) {
            throw Paging.notACursor();
        }
        List<Waiting> rows = sql.list(
                "SELECT " + OrganisationColumns.ALL + """
                        , p.party_id AS waiting, p.created_at AS since FROM party_id p JOIN organisation o USING (organisation_id)
                        WHERE NOT p.active AND (p.created_at, p.party_id) >
                            (CASE WHEN ? = '-infinity' THEN timestamptz '-infinity'
                                  ELSE timestamptz 'epoch' + nullif(?, '-infinity')::bigint * interval '1 microsecond' END, ?)
                        ORDER BY p.created_at, p.party_id LIMIT ?""",
                row -> new Waiting(
                        PartyId.parse(row.text("waiting")), OrganisationColumns.toDomain(row), row.instant("since")),
                key[0],
                key[0],
                key[1],
                limit + 1);
        return Paging.page(
                rows,
                limit,
                waiting -> waiting,
                last -> Paging.text(ChronoUnit.MICROS.between(Instant.EPOCH, last.since()) + " " + last.partyId()));
    }

    @Override
    public Optional<Organisation> confirm(PartyId partyId) {
        return decided(
                "UPDATE party_id SET active = true WHERE party_id = ? AND NOT active RETURNING organisation_id",
                partyId);
    }

    @Override
    public Optional<Organisation> refuse(PartyId partyId) {
        return decided("DELETE FROM party_id WHERE party_id = ? AND NOT active RETURNING organisation_id", partyId);
    }

    /** PROMISE: of two who decide at once the second finds nothing that waits. */
    private Optional<Organisation> decided(String statement, PartyId partyId) {
        return sql.first(statement, row -> row.integer("organisation_id"), partyId.toString())
                .flatMap(organisation -> sql.first(
                        "SELECT " + OrganisationColumns.ALL + " FROM organisation o WHERE o.organisation_id = ?",
                        OrganisationColumns::toDomain,
                        organisation));
    }
}
