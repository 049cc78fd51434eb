package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koppel.delivery.Expiries;
import koppel.delivery.QueueId;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

/**
 * Expired documents, found for one index entry in each queue that holds none: the ids of documents begin with the time of their receipt and
 * pending_one_open_offer has them in that order, so only what an organisation received longer ago than it keeps documents is looked at.
 * Where it keeps them longer since a while, what came before leaves later, once it is as old as that.
 */
@Singleton
class PostgresExpiries implements Expiries {

    /** Few, since whoever puts something into one of them waits until the documents of all of them have left. */
    private static final int QUEUES_AT_ONCE = 10;

    /** Of each queue. */
    private static final int AT_ONCE = 1000;

    private static final int ALL = Integer.MAX_VALUE;

    private static final QueueId BEFORE_ALL = new QueueId(new OrganisationId(1), 0);

    private final Sql sql;
    private final Epochs epochs;

    @Inject
    PostgresExpiries(Sql sql, Epochs epochs) {
        this.sql = sql;
        this.epochs = epochs;
    }

    /**
     * Below which id lie the documents that an organisation keeping documents for retention_days received longer ago than that, as of now. It
     * costs more to tell than to look whether a queue holds any.
     */
    private static final String OLDEST = """
            (lpad(to_hex(floor(extract(epoch FROM ?::timestamptz - retention_days * interval '24 hours') * 1000)::bigint + 1),
                  12, '0') || '00000000000000000000')::uuid AS oldest
            """;

    /**
     * The documents of a queue q below the id o.oldest that are past their time, twice as of now, at most so many. What a package is at work on is not
     * among them; a parked one is, and is marked. The document's own clock is asked as an expression: as a join it could be planned to read all documents
     * of an organisation.
     */
    private static final String EXPIRED = """
            SELECT p.document_id, q.open AND p.lease_epoch = q.epoch AND p.lease_until = timestamptz '9999-12-31 00:00:00+00' AS parked
            FROM pending p
            WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.document_id < o.oldest
              AND (SELECT d.expires_at FROM document d
                   WHERE d.organisation_id = p.organisation_id AND d.document_id = p.document_id) <= ?
              AND NOT (q.open AND p.lease_epoch IS NOT DISTINCT FROM q.epoch AND p.lease_until IS NOT NULL AND p.lease_until > ?
                       AND p.lease_until < timestamptz '9999-12-31 00:00:00+00')
            ORDER BY p.document_id LIMIT ?
            """;

    /** Each queue q, and what of it has expired, as x. */
    private static final String QUEUES_WITH_EXPIRED = """
            delivery_queue q JOIN organisation USING (organisation_id)
            CROSS JOIN LATERAL (SELECT """ + OLDEST + ") o CROSS JOIN LATERAL (" + EXPIRED + ") x";

    @Override
    public List<QueueId> holding(Optional<QueueId> after, Instant now) {
        QueueId from = after.orElse(BEFORE_ALL);
        List<QueueId> holding = new ArrayList<>(holding(">", from, QUEUES_AT_ONCE, now));
        if (holding.size() < QUEUES_AT_ONCE && after.isPresent()) {
            holding.addAll(holding("<=", from, QUEUES_AT_ONCE - holding.size(), now));
        }
        return holding;
    }

    @Override
    public int takeOut(List<QueueId> holding, Instant now) {
        QueueArrays queues = QueueArrays.of(holding);
        sql.waitForLocksAtMost(Epochs.LONGEST_WAIT);
        epochs.lock(queues);
        return leave(queues, AT_ONCE, now);
    }

    /** Those that hold any, on one side of a queue. */
    private List<QueueId> holding(String side, QueueId of, int most, Instant now) {
        // laterally, since EXISTS would be answered from a hash of all tenants' rows
        return sql.list(
                "SELECT q.organisation_id, q.queue_id FROM " + QUEUES_WITH_EXPIRED
                        + " WHERE (q.organisation_id, q.queue_id) " + side
                        + " (?, ?) ORDER BY q.organisation_id, q.queue_id LIMIT ?",
                row -> new QueueId(new OrganisationId(row.integer("organisation_id")), row.integer("queue_id")),
                now,
                now,
                now,
                1,
                of.organisation().number(),
                of.number(),
                most);
    }

    /** Takes all of them out of locked queues. */
    void leave(QueueArrays queues, Instant now) {
        leave(queues, ALL, now);
    }

    /** How many documents queues hold that are past their time, and how many of those are parked. */
    record Counted(long all, long parked) {}

    /** Counts those of the queues of which these conditions hold. */
    Counted count(String queues, Object[] of, Instant now) {
        Object[] parameters = new Object[4 + of.length];
        parameters[0] = now;
        parameters[1] = now;
        parameters[2] = now;
        parameters[3] = ALL;
        System.arraycopy(of, 0, parameters, 4, of.length);
        return sql.first(
                        "SELECT count(*) AS every, count(*) FILTER (WHERE x.parked) AS parked" + " FROM "
                                + QUEUES_WITH_EXPIRED + " WHERE " + queues,
                        row -> new Counted(row.number("every"), row.number("parked")),
                        parameters)
                .orElseThrow();
    }

    private int leave(QueueArrays queues, int most, Instant now) {
        return sql.change(
                """
                WITH asked AS MATERIALIZED (
                    SELECT q.organisation_id, q.queue_id, q.open, q.epoch, q.floor_position, o.retention_days
                    FROM delivery_queue q JOIN unnest(?, ?) AS e(organisation_id, queue_id) USING (organisation_id, queue_id)
                    JOIN organisation o USING (organisation_id)),
                kept AS MATERIALIZED ( -- for each time that documents are kept, of which there are few, and not for each queue
                    SELECT retention_days, """ + OLDEST + """
                    FROM (SELECT DISTINCT retention_days FROM asked) times),
                old AS MATERIALIZED (
                    SELECT q.organisation_id, q.queue_id, q.open, q.epoch, q.floor_position, x.document_id
                    FROM asked q JOIN kept o USING (retention_days) CROSS JOIN LATERAL (""" + EXPIRED + """
                    ) x),
                gone AS (
                    DELETE FROM pending p USING old
                    WHERE p.organisation_id = old.organisation_id AND p.queue_id = old.queue_id AND p.document_id = old.document_id
                    RETURNING p.*, old.epoch, old.open AND p.position >= old.floor_position AS offered),
                told AS ( -- what is left of a run's documents is settled when the queue's epoch starts or it is closed
                    UPDATE reoffer_queue i SET expired = i.expired + n.documents
                    FROM (SELECT organisation_id, queue_id, count(*)::int AS documents FROM gone GROUP BY organisation_id, queue_id) n
                    WHERE i.queue_organisation_id = n.organisation_id AND i.queue_id = n.queue_id AND NOT i.done)
                INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, position, at,
                                         entered_epoch, entered_position)
                SELECT organisation_id, queue_id, document_id, CASE WHEN offered THEN 'expired' ELSE 'expiredUnoffered' END, epoch,
                       position, ?, entered_epoch, entered_position
                FROM gone""", queues.organisations(), queues.numbers(), now, now, now, most, now);
    }
}
