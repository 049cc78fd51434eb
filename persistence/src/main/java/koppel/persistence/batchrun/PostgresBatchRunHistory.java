package koppel.persistence.batchrun;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.batchrun.BatchRunHistory;
import koppel.delivery.ReofferJob;
import koppel.persistence.Paging;
import koppel.persistence.Sql;
import koppel.shared.Page;

@Singleton
class PostgresBatchRunHistory implements BatchRunHistory {

    private final Sql sql;

    @Inject
    PostgresBatchRunHistory(Sql sql) {
        this.sql = sql;
    }

    /** Where a result stands among all of its run: those of a chunk share an item's number. */
    private record Numbered(long number, int ofChunk, Item item) {

        String cursor() {
            return Paging.text(number + "." + ofChunk);
        }
    }

    /** What lies before the first result. */
    private static final long[] START = {0, 0};

    @Override
    public Page<Item> items(long run, Optional<String> after, int limit) {
        long[] last = after.map(PostgresBatchRunHistory::place).orElse(START);
        List<Numbered> rows = sql.list(
                """
                SELECT i.item, i.n, o.public_id, q.connection_id, i.outcome, i.offered, i.message, i.at
                FROM batch_result i
                LEFT JOIN organisation o ON o.organisation_id = i.organisation_id
                LEFT JOIN delivery_queue q ON q.organisation_id = i.organisation_id AND q.queue_id = i.queue_id
                WHERE i.batch_run_id = ? AND i.item >= ? AND (i.item, i.n) > (?, ?) ORDER BY i.item, i.n LIMIT ?""",
                row -> new Numbered(
                        row.number("item"),
                        row.integer("n"),
                        new Item(
                                row.maybeUuid("public_id"),
                                row.maybeUuid("connection_id"),
                                row.text("outcome"),
                                row.number("offered"),
                                row.maybeText("message"),
                                row.instant("at"))),
                run,
                last[0],
                last[0],
                last[1],
                limit + 1);
        return Paging.page(rows, limit, Numbered::item, Numbered::cursor);
    }

    private static long[] place(String cursor) {
        String[] parts = Paging.key(cursor).split("\\.", -1);
        if (parts.length != 2) {
            throw Paging.notACursor();
        }
        try {
            return new long[] {Long.parseLong(parts[0]), Integer.parseInt(parts[1])};
        } catch (NumberFormatException notOurs) {
            throw Paging.notACursor();
        }
    }

    @Override
    public boolean stop(long run, Instant now) {
        return sql.change(
                        "UPDATE batch_run SET state = 'stopped', ended_at = ? WHERE batch_run_id = ? AND state = 'running'",
                        now,
                        run)
                == 1;
    }

    @Override
    public int forget(Instant endedBefore) {
        forgetItems(endedBefore);
        return forgetRuns(endedBefore);
    }

    /** The re-offer itself stays, with what its items said in numbers. */
    private void forgetItems(Instant endedBefore) {
        sql.change("""
                WITH forgotten AS (
                    DELETE FROM reoffer_item i USING reoffer_run r
                    WHERE r.organisation_id = i.organisation_id AND r.run_id = i.run_id AND r.ended_at < ?
                    RETURNING i.organisation_id, i.run_id, i.outcome),
                told AS (
                    SELECT organisation_id, run_id, count(*) FILTER (WHERE outcome = 'leased') AS leased,
                           count(*) FILTER (WHERE outcome = 'retrieved') AS retrieved,
                           count(*) FILTER (WHERE outcome = 'notConnected') AS not_connected,
                           count(*) FILTER (WHERE outcome = 'duplicate') AS duplicate,
                           count(*) FILTER (WHERE outcome = 'beforeStartDate') AS before_start_date,
                           count(*) FILTER (WHERE outcome = 'expired') AS expired
                    FROM forgotten GROUP BY organisation_id, run_id)
                UPDATE reoffer_run r
                SET leased = r.leased + t.leased, retrieved = r.retrieved + t.retrieved, not_connected = r.not_connected + t.not_connected,
                    duplicate = r.duplicate + t.duplicate, before_start_date = r.before_start_date + t.before_start_date,
                    expired = r.expired + t.expired
                FROM told t WHERE r.organisation_id = t.organisation_id AND r.run_id = t.run_id""", endedBefore);
    }

    /**
     * Nothing of ours points at the runtime's rows, so that they go with the run that they belong to, or by their age where there is none: a run
     * that found nothing is not kept, and an owner may die before it says which execution is its own. The runtime keeps each partition of a
     * step as a job of its own, whose name is {@code :instance:step:number}; its times are without zone, in that of the server. Other
     * applications of the server may keep their jobs in the same tables, so that only our own go by their age.
     */
    private int forgetRuns(Instant endedBefore) {
        return (int) sql.number("""
                WITH old AS (DELETE FROM batch_run WHERE ended_at < ? RETURNING execution_id),
                whole AS (
                    SELECT e.jobinstanceid FROM b_executioninstancedata e JOIN old ON old.execution_id = e.jobexecid
                    UNION
                    -- instances are numbered in their order, which tells the age of one that never came to an execution
                    SELECT j.jobinstanceid FROM b_jobinstancedata j
                    WHERE j.name = ?
                      AND j.jobinstanceid <= (SELECT max(e.jobinstanceid) FROM b_executioninstancedata e WHERE e.createtime < ?)
                      AND NOT EXISTS (SELECT 1 FROM b_executioninstancedata e
                                      WHERE e.jobinstanceid = j.jobinstanceid AND e.createtime >= ?)
                      AND NOT EXISTS (SELECT 1 FROM b_executioninstancedata e JOIN batch_run r ON r.execution_id = e.jobexecid
                                      WHERE e.jobinstanceid = j.jobinstanceid)),
                instances AS (
                    SELECT jobinstanceid FROM whole
                    UNION
                    SELECT p.jobinstanceid FROM b_jobinstancedata p
                    JOIN whole w ON split_part(p.name, ':', 2) = w.jobinstanceid::text AND p.name LIKE ':%'),
                executions AS (SELECT e.jobexecid, e.jobinstanceid FROM b_executioninstancedata e JOIN instances USING (jobinstanceid)),
                steps AS (SELECT s.stepexecid FROM b_stepexecutioninstancedata s JOIN executions USING (jobexecid)),
                step_status AS (DELETE FROM b_stepstatus WHERE id IN (SELECT stepexecid FROM steps)),
                job_status AS (DELETE FROM b_jobstatus WHERE id IN (SELECT jobinstanceid FROM instances)),
                checkpoints AS (DELETE FROM b_checkpointdata WHERE split_part(id, ',', 1) IN (SELECT jobinstanceid::text FROM instances)),
                step_rows AS (DELETE FROM b_stepexecutioninstancedata WHERE stepexecid IN (SELECT stepexecid FROM steps)),
                execution_rows AS (DELETE FROM b_executioninstancedata WHERE jobexecid IN (SELECT jobexecid FROM executions)),
                instance_rows AS (DELETE FROM b_jobinstancedata WHERE jobinstanceid IN (SELECT jobinstanceid FROM instances))
                SELECT count(*) FROM old""", endedBefore, ReofferJob.NAME, endedBefore, endedBefore);
    }
}
