package koppel.persistence.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.audit.AuditTrail;
import koppel.persistence.Paging;
import koppel.persistence.Sql;
import koppel.shared.Clock;
import koppel.shared.OrganisationId;
import koppel.shared.Page;

@Singleton
class PostgresAuditTrail implements AuditTrail {

    private final Sql sql;
    private final Clock clock;

    @Inject
    PostgresAuditTrail(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public void record(
            OrganisationId organisation,
            String actor,
            String from,
            Act act,
            Optional<UUID> connection,
            Map<String, Object> details) {
        sql.change("""
                INSERT INTO audit_entry (organisation_id, at, actor, from_address, act, connection_id, details)
                VALUES (?, ?, ?, ?, ?, ?, ?)""", organisation.number(), clock.now(), actor, from, act.word(), connection, Details.json(details));
    }

    @Override
    public Page<Entry> list(OrganisationId organisation, Optional<String> after, int limit) {
        record Numbered(long id, Entry entry) {}
        List<Numbered> rows = sql.list(
                """
                SELECT audit_id, at, actor, from_address, act, connection_id, details FROM audit_entry
                WHERE organisation_id = ? AND audit_id < ? ORDER BY audit_id DESC LIMIT ?""",
                row -> new Numbered(
                        row.number("audit_id"),
                        new Entry(
                                row.instant("at"),
                                row.text("actor"),
                                row.text("from_address"),
                                row.text("act"),
                                row.maybeUuid("connection_id"),
                                Details.of(row.text("details")))),
                organisation.number(),
                after.map(Paging::number).orElse(Long.MAX_VALUE),
                limit + 1);
        return Paging.page(rows, limit, Numbered::entry, last -> Paging.text(last.id()));
    }
}
