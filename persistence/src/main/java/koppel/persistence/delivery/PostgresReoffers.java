package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.delivery.QueueId;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferScope;
import koppel.delivery.Reoffers;
import koppel.delivery.Share;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.user.UserId;

@Singleton
class PostgresReoffers implements Reoffers {

    private final Sql sql;
    private final ForeseenReoffers foreseen;
    private final ChosenReoffers chosen;
    private final RunsOverQueues runs;
    private final SkippedDocuments skipped;
    private final PostgresExpiries expiries;

    @Inject
    PostgresReoffers(
            Sql sql,
            ForeseenReoffers foreseen,
            ChosenReoffers chosen,
            RunsOverQueues runs,
            SkippedDocuments skipped,
            PostgresExpiries expiries) {
        this.sql = sql;
        this.foreseen = foreseen;
        this.chosen = chosen;
        this.runs = runs;
        this.skipped = skipped;
        this.expiries = expiries;
    }

    @Override
    public Foreseen foresee(ReofferScope scope, Instant now) {
        return foreseen.of(scope, now);
    }

    @Override
    public boolean knowsAllDocuments(ReofferScope scope) {
        UUID[] documents = ScopedDocuments.ids(scope);
        return documents.length == 0
                || sql.number(
                                "SELECT count(*) FROM document d WHERE d.document_id = ANY (?) AND "
                                        + ScopedDocuments.OWN,
                                documents,
                                scope.organisation().number(),
                                ScopedDocuments.servedBy(scope))
                        == documents.length;
    }

    @Override
    public ReofferRun start(UUID id, ReofferScope scope, UserId by, Instant now) {
        int organisation = scope.organisation().number();
        sql.change(
                """
                INSERT INTO reoffer_run (organisation_id, run_id, connection_id, include_retrieved, state, total, requested_by, started_at)
                VALUES (?, ?, ?, ?, 'running', 0, ?, ?)""",
                organisation,
                id,
                scope.connection().map(ConnectionId::value),
                scope.includeRetrieved(),
                by.number(),
                now);
        if (scope.isEverythingUnretrieved()) {
            makeDue(id, scope, now);
        } else {
            ScopedDocuments.Piece pairs = ScopedDocuments.chosen(scope);
            sql.change("""
                    INSERT INTO reoffer_item (organisation_id, run_id, item, document_organisation_id, queue_id, document_id)
                    SELECT ?, ?, row_number() OVER (ORDER BY d.received_at, d.document_id, q.queue_id), q.organisation_id, q.queue_id,
                           d.document_id
                    """ + pairs.text(), pairs.after(organisation, id));
            // done already: there is no queue to ask for
            ScopedDocuments.notHandled(scope)
                    .ifPresent(others ->
                            sql.change("""
                    INSERT INTO reoffer_item (organisation_id, run_id, item, document_organisation_id, queue_id, document_id, outcome)
                    SELECT ?, ?, row_number() OVER (ORDER BY d.received_at, d.document_id) + (
                               SELECT count(*) FROM reoffer_item WHERE organisation_id = ? AND run_id = ?),
                           d.organisation_id, 0, d.document_id, 'notConnected'
                    """ + others.text(), others.after(organisation, id, organisation, id)));
        }
        sql.change("""
                UPDATE reoffer_run r
                SET total = i.items + e.documents, done = i.done,
                    state = CASE WHEN i.done = i.items + e.documents THEN 'completed' ELSE 'running' END,
                    ended_at = CASE WHEN i.done = i.items + e.documents THEN r.started_at END
                FROM (SELECT count(*) AS items, count(outcome) AS done FROM reoffer_item WHERE organisation_id = ? AND run_id = ?) i,
                     (SELECT coalesce(sum(total), 0) AS documents FROM reoffer_queue WHERE organisation_id = ? AND run_id = ?) e
                WHERE r.organisation_id = ? AND r.run_id = ?""", organisation, id, organisation, id, organisation, id);
        return find(id, "TRUE").orElseThrow();
    }

    /**
     * Makes the queues that hold something due; one that is due already is done by that epoch, for this run too, and tried at
     * once even if it failed before, which still counts.
     */
    private void makeDue(UUID id, ReofferScope scope, Instant now) {
        ScopedDocuments.Piece active = ScopedDocuments.activeQueues(scope);
        QueueArrays queues = QueueArrays.of(sql.list(
                "SELECT q.organisation_id, q.queue_id FROM delivery_queue q WHERE " + active.text()
                        + " ORDER BY q.organisation_id, q.queue_id FOR NO KEY UPDATE OF q",
                row -> new QueueId(new OrganisationId(row.integer("organisation_id")), row.integer("queue_id")),
                active.after()));
        expiries.leave(queues, now);
        runs.add(scope.organisation().number(), id, queues);
        sql.change("""
                UPDATE delivery_queue q SET due_since = coalesce(q.due_since, ?), due_why = coalesce(q.due_why, 'requested'),
                    due_next_at = NULL
                FROM reoffer_queue i WHERE i.organisation_id = ? AND i.run_id = ?
                  AND q.organisation_id = i.queue_organisation_id AND q.queue_id = i.queue_id""", now, scope.organisation().number(), id);
    }

    @Override
    public Optional<ReofferRun> ofMember(UUID id, UserId member) {
        return find(
                id,
                "EXISTS (SELECT 1 FROM organisation_member m WHERE m.organisation_id = r.organisation_id AND m.user_id = ?)",
                member.number());
    }

    private Optional<ReofferRun> find(UUID id, String condition, Object... parameters) {
        Object[] all = new Object[1 + parameters.length];
        all[0] = id;
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        return sql.first(
                "SELECT * FROM reoffer_run r WHERE r.run_id = ? AND " + condition,
                row -> new ReofferRun(
                        id,
                        ReofferRun.State.ofWord(row.text("state")),
                        row.number("total"),
                        row.number("done"),
                        row.number("offered"),
                        row.number("failed"),
                        skipped.of(id, row),
                        row.instant("started_at"),
                        row.maybeInstant("ended_at")),
                all);
    }

    @Override
    public List<ItemId> open(Optional<ItemId> after, int limit, Share share, Instant now) {
        return sql.list(
                """
                SELECT i.organisation_id, i.run_id, i.item FROM reoffer_run r
                JOIN reoffer_item i USING (organisation_id, run_id)
                WHERE r.state = 'running' AND i.outcome IS NULL AND (i.organisation_id, i.run_id, i.item) > (?, ?, ?)
                  AND i.queue_id % ? = ? AND (i.next_attempt_at IS NULL OR i.next_attempt_at <= ?)
                ORDER BY i.organisation_id, i.run_id, i.item LIMIT ?""",
                row -> new ItemId(row.integer("organisation_id"), row.uuid("run_id"), row.integer("item")),
                after.map(ItemId::organisation).orElse(0),
                after.map(ItemId::run).orElse(new UUID(0, 0)),
                after.map(ItemId::number).orElse(0),
                share.of(),
                share.number(),
                now,
                limit);
    }

    @Override
    public boolean anyOpen(Instant now) {
        return sql.first("""
                        SELECT 1 AS one FROM reoffer_run r WHERE r.state = 'running' AND EXISTS (
                            SELECT 1 FROM reoffer_item i WHERE i.organisation_id = r.organisation_id AND i.run_id = r.run_id
                              AND i.outcome IS NULL AND (i.next_attempt_at IS NULL OR i.next_attempt_at <= ?))
                        LIMIT 1""", row -> true, now).isPresent();
    }

    @Override
    public Processed process(List<ItemId> items, Instant now) {
        return chosen.process(items, now);
    }

    @Override
    public void failed(ItemId item, int attempts, Instant next) {
        chosen.failed(item, attempts, next);
    }

    /** Runs that somebody is at work on are left to the next time: locked one by one, two of these could wait for each other. */
    @Override
    public int completeFinished(Instant now) {
        return sql.change("""
                WITH finished AS (
                    SELECT r.organisation_id, r.run_id FROM reoffer_run r
                    WHERE r.state = 'running'
                      AND NOT EXISTS (SELECT 1 FROM reoffer_item i
                                      WHERE i.organisation_id = r.organisation_id AND i.run_id = r.run_id AND i.outcome IS NULL)
                      AND NOT EXISTS (SELECT 1 FROM reoffer_queue i
                                      WHERE i.organisation_id = r.organisation_id AND i.run_id = r.run_id AND NOT i.done)
                    FOR NO KEY UPDATE OF r SKIP LOCKED)
                UPDATE reoffer_run r SET state = CASE WHEN r.failed > 0 THEN 'failed' ELSE 'completed' END, ended_at = greatest(r.started_at, ?)
                FROM finished WHERE r.organisation_id = finished.organisation_id AND r.run_id = finished.run_id""", now);
    }
}
