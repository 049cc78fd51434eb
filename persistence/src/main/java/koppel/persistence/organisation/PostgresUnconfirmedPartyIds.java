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
import koppel.shared.InvalidInput;
import koppel.shared.Page;

@Singleton
class PostgresUnconfirmedPartyIds implements UnconfirmedPartyIds {

    private final Sql sql;

    @Inject
    PostgresUnconfirmedPartyIds(Sql sql) {
        this.sql = sql;
    }

    /** Where a page ends; its time still tells where to go on if the party id was decided upon meanwhile. */
    private record Cursor(Instant since, String partyId) {

        static final Cursor START = new Cursor(Instant.EPOCH, "");

        static Cursor parse(String text) {
            String[] parts = Paging.key(text).split(" ", 2);
            try {
                if (parts.length == 2 && parts[0].matches("[0-9]{1,18}")) {
                    return new Cursor(
                            Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS),
                            PartyId.parse(parts[1]).toString());
                }
            } catch (InvalidInput noPartyId) {
                // said below, like everything else that was not made here
            }
            throw Paging.notACursor();
        }

        String text() {
            return Paging.text(ChronoUnit.MICROS.between(Instant.EPOCH, since) + " " + partyId);
        }
    }

    @Override
    public Page<Waiting> list(Optional<String> after, int limit) {
        Cursor from = after.map(Cursor::parse).orElse(Cursor.START);
        List<Waiting> rows = sql.list(
                "SELECT " + OrganisationColumns.ALL + """
                        , p.party_id AS waiting, p.created_at AS since FROM party_id p JOIN organisation o USING (organisation_id)
                        WHERE NOT p.active AND (p.created_at, p.party_id) > (?, ?)
                        ORDER BY p.created_at, p.party_id LIMIT ?""",
                row -> new Waiting(
                        PartyId.parse(row.text("waiting")), OrganisationColumns.toDomain(row), row.instant("since")),
                from.since(),
                from.partyId(),
                limit + 1);
        return Paging.page(rows, limit, waiting -> waiting, last -> new Cursor(
                        last.since(), last.partyId().toString())
                .text());
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
