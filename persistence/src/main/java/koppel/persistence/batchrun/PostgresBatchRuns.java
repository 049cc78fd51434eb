package koppel.persistence.batchrun;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import koppel.batchrun.BatchRun;
import koppel.batchrun.BatchRuns;
import koppel.delivery.QueueId;
import koppel.persistence.Paging;
import koppel.persistence.Sql;
import koppel.shared.Page;

@Singleton
class PostgresBatchRuns implements BatchRuns {

    private final Sql sql;

    @Inject
    PostgresBatchRuns(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Long> begin(String job, String node, Instant now) {
        // PROMISE batch_run_one_owner: the unique index lets one running row of a job exist
        return sql.first("""
                INSERT INTO batch_run (job, state, node, started_at, heartbeat_at) VALUES (?, 'running', ?, ?, ?)
                ON CONFLICT (job) WHERE state = 'running' DO NOTHING RETURNING batch_run_id""", row -> row.number("batch_run_id"), job, node, now, now);
    }

    @Override
    public int reap(Instant silentSince, Instant now) {
        return (int) sql.number("""
                WITH dead AS (
                    UPDATE batch_run SET state = 'failed', ended_at = ? WHERE state = 'running' AND heartbeat_at < ?
                    RETURNING execution_id),
                closed AS (
                    UPDATE b_executioninstancedata SET batchstatus = 'FAILED', exitstatus = 'FAILED', endtime = localtimestamp
                    WHERE jobexecid IN (SELECT execution_id FROM dead) AND batchstatus IN ('STARTING', 'STARTED', 'STOPPING'))
                SELECT count(*) FROM dead""", now, silentSince);
    }

    @Override
    public void linkExecution(long run, long executionId) {
        sql.change("UPDATE batch_run SET execution_id = ? WHERE batch_run_id = ?", executionId, run);
    }

    @Override
    public boolean heartbeat(long run, Instant now) {
        return sql.change(
                        "UPDATE batch_run SET heartbeat_at = ? WHERE batch_run_id = ? AND state = 'running'", now, run)
                == 1;
    }

    @Override
    public boolean addDone(long run, int items, Instant now) {
        return sql.change(COUNTED, items, 0, now, run) == 1;
    }

    /**
     * Work that got done is a sign of life too.
     *
     * <p>PROMISE batch_run_one_owner reaches to the end of each transaction: a run has one owner all its life, and what that did is kept only
     * if the run is still under way. Whoever ends it, so that another may begin, waits for this row's lock.
     */
    private static final String COUNTED = """
            UPDATE batch_run SET done = done + ?, failed = failed + ?, heartbeat_at = ? WHERE batch_run_id = ? AND state = 'running'""";

    @Override
    public boolean addResults(long run, List<ItemResult> results, Instant now) {
        Map<Boolean, List<ItemResult>> byOutcome =
                results.stream().collect(Collectors.partitioningBy(ItemResult::done));
        return addChunk(run, byOutcome.get(true), now) && addFailures(run, byOutcome.get(false), now);
    }

    private boolean addChunk(long run, List<ItemResult> done, Instant now) {
        return done.isEmpty()
                || sql.change(
                                """
                    WITH kept AS (
                        INSERT INTO batch_chunk (batch_run_id, organisation_ids, queue_ids, offered, messages, at)
                        VALUES (?, ?, ?, ?, ?, ?))
                    """ + COUNTED,
                                run,
                                organisations(done),
                                queues(done),
                                done.stream().map(ItemResult::offered).toArray(Long[]::new),
                                messages(done),
                                now,
                                done.size(),
                                0,
                                now,
                                run)
                        == 1;
    }

    private boolean addFailures(long run, List<ItemResult> failed, Instant now) {
        return failed.isEmpty()
                || sql.change(
                                """
                    WITH kept AS (
                        INSERT INTO batch_item (batch_run_id, organisation_id, queue_id, outcome, offered, message, at)
                        SELECT ?, organisation_id, queue_id, 'failed', 0, message, ?
                        FROM unnest(?, ?, ?) AS e(organisation_id, queue_id, message))
                    """ + COUNTED,
                                run,
                                now,
                                organisations(failed),
                                queues(failed),
                                messages(failed),
                                0,
                                failed.size(),
                                now,
                                run)
                        == 1;
    }

    private static Integer[] organisations(List<ItemResult> results) {
        return results.stream()
                .map(result -> result.queue()
                        .map(queue -> queue.organisation().number())
                        .orElse(null))
                .toArray(Integer[]::new);
    }

    private static Integer[] queues(List<ItemResult> results) {
        return results.stream()
                .map(result -> result.queue().map(QueueId::number).orElse(null))
                .toArray(Integer[]::new);
    }

    private static String[] messages(List<ItemResult> results) {
        return results.stream().map(ItemResult::message).toArray(String[]::new);
    }

    @Override
    public void end(long run, String state, Instant now) {
        int nothing = sql.change("""
                DELETE FROM batch_run
                WHERE batch_run_id = ? AND state = 'running' AND done = 0 AND failed = 0 AND ? = 'completed'""", run, state);
        if (nothing == 0) {
            sql.change(
                    "UPDATE batch_run SET state = ?, ended_at = ? WHERE batch_run_id = ? AND state = 'running'",
                    state,
                    now,
                    run);
        }
    }

    @Override
    public Page<BatchRun> list(Optional<String> after, int limit) {
        List<BatchRun> rows = sql.list(
                "SELECT * FROM batch_run WHERE batch_run_id < ? ORDER BY batch_run_id DESC LIMIT ?",
                PostgresBatchRuns::toDomain,
                after.map(Paging::number).orElse(Long.MAX_VALUE),
                limit + 1);
        return Paging.page(rows, limit, run -> run, last -> Paging.text(last.id()));
    }

    @Override
    public Optional<BatchRun> byId(long id) {
        return sql.first("SELECT * FROM batch_run WHERE batch_run_id = ?", PostgresBatchRuns::toDomain, id);
    }

    private static BatchRun toDomain(Sql.Row row) throws SQLException {
        return new BatchRun(
                row.number("batch_run_id"),
                row.text("job"),
                row.text("state"),
                row.instant("started_at"),
                row.maybeInstant("ended_at"),
                row.number("done"),
                row.number("failed"));
    }
}
