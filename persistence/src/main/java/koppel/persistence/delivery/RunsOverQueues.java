package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import koppel.delivery.QueueId;
import koppel.persistence.Sql;

/**
 * Re-offers of everything unretrieved: their items are queues, and whatever becomes of a queue, its next epoch, its end or that it fails again
 * and again, settles them. The caller holds the queues' locks, under which alone such items are made and settled.
 */
@Singleton
class RunsOverQueues {

    private final Sql sql;

    @Inject
    RunsOverQueues(Sql sql) {
        this.sql = sql;
    }

    /** What became of a queue. */
    record Result(QueueId queue, int waiting, int leased, int parked, String fate) {

        /** @param leased with the parked ones among them */
        static Result started(QueueId queue, int waiting, int leased, int parked) {
            return new Result(queue, waiting, leased, parked, "started");
        }

        static Result revoked(QueueId queue, int waiting) {
            return new Result(queue, waiting, 0, 0, "revoked");
        }

        /** Its next epoch could not be started so often that nobody should wait for it any longer. */
        static Result failed(QueueId queue, int waiting) {
            return new Result(queue, waiting, 0, 0, "failed");
        }
    }

    /** Puts on record that runs are about these locked queues, with as many documents as each holds; queues that hold none are left out. */
    void add(int organisation, java.util.UUID run, QueueArrays queues) {
        sql.change("""
                INSERT INTO reoffer_queue (organisation_id, run_id, queue_organisation_id, queue_id, total)
                SELECT ?, ?, organisation_id, queue_id, count(*)
                FROM pending JOIN unnest(?, ?) AS e(organisation_id, queue_id) USING (organisation_id, queue_id)
                GROUP BY organisation_id, queue_id""", organisation, run, queues.organisations(), queues.numbers());
    }

    void settle(List<Result> results) {
        if (results.isEmpty()) {
            return;
        }
        QueueArrays queues = QueueArrays.of(results.stream().map(Result::queue).toList());
        // in the order of their ids, since another transaction may settle other queues of the same runs
        boolean any = !sql.list("""
                        SELECT 1 AS one FROM reoffer_run r WHERE (r.organisation_id, r.run_id) IN (
                            SELECT i.organisation_id, i.run_id FROM reoffer_queue i
                            JOIN unnest(?, ?) AS e(queue_organisation_id, queue_id) USING (queue_organisation_id, queue_id)
                            WHERE NOT i.done)
                        ORDER BY r.organisation_id, r.run_id FOR NO KEY UPDATE OF r""", row -> row.integer("one"), queues.organisations(), queues.numbers())
                .isEmpty();
        if (!any) {
            return;
        }
        sql.change(
                """
                WITH result AS (
                    SELECT * FROM unnest(?, ?, ?, ?, ?, ?) AS e(queue_organisation_id, queue_id, waiting, leased, parked, fate)),
                settled AS (
                    UPDATE reoffer_queue i SET done = true, failed = e.fate = 'failed' AND e.waiting > 0 FROM result e
                    WHERE i.queue_organisation_id = e.queue_organisation_id AND i.queue_id = e.queue_id AND NOT i.done
                    RETURNING i.organisation_id, i.run_id, i.total, least(i.expired, greatest(i.total - e.waiting, 0)) AS expired, e.waiting,
                        e.leased, e.parked, e.fate)
                UPDATE reoffer_run r
                SET total = r.total + s.more, done = r.done + s.done, offered = r.offered + s.offered, leased = r.leased + s.leased - s.parked,
                    needs_attention = r.needs_attention + s.parked,
                    retrieved = r.retrieved + s.gone - s.expired, expired = r.expired + s.expired, not_connected = r.not_connected + s.not_connected,
                    failed = r.failed + s.failed
                FROM (SELECT organisation_id, run_id, sum(greatest(waiting, total)) AS done, sum(greatest(waiting - total, 0)) AS more,
                             sum(greatest(total - waiting, 0)) AS gone, sum(expired) AS expired,
                             sum(CASE fate WHEN 'started' THEN waiting - leased ELSE 0 END) AS offered, sum(leased) AS leased, sum(parked) AS parked,
                             sum(CASE fate WHEN 'revoked' THEN waiting ELSE 0 END) AS not_connected,
                             sum(CASE fate WHEN 'failed' THEN waiting ELSE 0 END) AS failed
                      FROM settled GROUP BY organisation_id, run_id) s
                WHERE r.organisation_id = s.organisation_id AND r.run_id = s.run_id""",
                queues.organisations(),
                queues.numbers(),
                results.stream().map(Result::waiting).toArray(Integer[]::new),
                results.stream().map(Result::leased).toArray(Integer[]::new),
                results.stream().map(Result::parked).toArray(Integer[]::new),
                results.stream().map(Result::fate).toArray(String[]::new));
    }
}
