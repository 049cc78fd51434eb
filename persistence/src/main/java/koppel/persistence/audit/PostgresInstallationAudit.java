package koppel.persistence.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.audit.InstallationAudit;
import koppel.persistence.Paging;
import koppel.persistence.Sql;
import koppel.shared.Clock;
import koppel.shared.Page;
import koppel.user.Actor;

@Singleton
class PostgresInstallationAudit implements InstallationAudit {

    private final Sql sql;
    private final Clock clock;

    @Inject
    PostgresInstallationAudit(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public void record(Actor actor, Act act, Map<String, Object> details) {
        sql.change(
                "INSERT INTO installation_audit_entry (at, actor, from_address, act, details) VALUES (?, ?, ?, ?, ?)",
                clock.now(),
                actor.email(),
                actor.from(),
                act.word(),
                Details.json(details));
    }

    @Override
    public Page<Entry> list(Optional<String> after, int limit) {
        record Numbered(long id, Entry entry) {}
        List<Numbered> rows = sql.list(
                """
                SELECT audit_id, at, actor, from_address, act, details FROM installation_audit_entry
                WHERE audit_id < ? ORDER BY audit_id DESC LIMIT ?""",
                row -> new Numbered(
                        row.number("audit_id"),
                        new Entry(
                                row.instant("at"),
                                row.text("actor"),
                                row.text("from_address"),
                                row.text("act"),
                                Details.of(row.text("details")))),
                after.map(Paging::number).orElse(Long.MAX_VALUE),
                limit + 1);
        return Paging.page(rows, limit, Numbered::entry, last -> Paging.text(last.id()));
    }
}
