package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.delivery.DueQueues.Started;
import koppel.delivery.QueueId;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

/**
 * Starts the next epoch of delivery queues, by which everything unretrieved is offered anew. The caller has locked the rows in an earlier
 * statement, so that what counts and raises does so on a snapshot that nothing can change, and what follows still finds it.
 */
@Singleton
class Epochs {

    private final Sql sql;
    private final RunsOverQueues runs;

    @Inject
    Epochs(Sql sql, RunsOverQueues runs) {
        this.sql = sql;
        this.runs = runs;
    }

    /** Why an epoch starts when the queue does not say it itself. */
    enum Why {
        CONNECTED("connected"),
        RECONNECTED("reconnected"),
        FOLLOWED("followed");

        private final String word;

        Why(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * So long the job waits for whoever holds a queue. All do that for a moment only, but for one whose node hangs, or who looks into the
     * tables by hand: that must not hold up all other queues, nor those who send into what the job has locked already.
     */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** Locks queues in the order of their ids. */
    void lock(QueueArrays queues) {
        sql.number("""
                SELECT count(*) FROM (
                    SELECT FROM delivery_queue q
                    JOIN unnest(?, ?) AS e(organisation_id, queue_id) USING (organisation_id, queue_id)
                    ORDER BY q.organisation_id, q.queue_id FOR NO KEY UPDATE OF q) locked""", queues.organisations(), queues.numbers());
    }

    /**
     * An epoch with what it is made of.
     *
     * @param offered what the one before offered and nobody has retrieved, if that still ran
     */
    private record Epoch(QueueId queue, int number, int waiting, int leased, int parked, Optional<Integer> offered) {}

    /**
     * What a queue q holds, and the first position of it: one walk over each of the indexes that hold what is leased or parked and what is not;
     * for their order alone they are chosen.
     */
    static final String HELD = """
            SELECT free.documents + taken.documents AS waiting, CASE WHEN taken.documents = 0 THEN free.lowest ELSE 1 END AS lowest
            FROM (SELECT count(*)::int AS documents, min(position) AS lowest
                  FROM (SELECT p.position FROM pending p
                        WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.lease_until IS NULL
                        ORDER BY p.position) walked) free,
                 (SELECT count(*)::int AS documents
                  FROM (SELECT p.lease_epoch, p.lease_until FROM pending p
                        WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.lease_until IS NOT NULL
                        ORDER BY p.lease_epoch, p.lease_until) walked) taken
            """;

    /** How much of what a queue q holds its running epoch offers, leased or not. */
    static final String OFFERED = """
            ((SELECT count(*) FROM pending p WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                AND p.lease_until IS NULL AND p.position >= q.floor_position)
             + (SELECT count(*) FROM pending p WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                AND p.lease_epoch = q.epoch AND p.lease_until IS NOT NULL))::int""";

    /** What of it its next epoch would not offer, as of now: what is leased, the parked among it, in an epoch that still runs. */
    static final String KEPT = """
            SELECT count(*)::int AS leased, count(*) FILTER (WHERE p.lease_until = timestamptz '9999-12-31 00:00:00+00')::int AS parked
            FROM pending p
            WHERE q.open AND p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
              AND p.lease_epoch = q.epoch AND p.lease_until > ?
            """;

    /** Starts the epochs of the locked queues that are due; what waits is offered, except what is leased or parked in an epoch that still runs. */
    List<Started> startDue(QueueArrays queues, Instant now) {
        List<Epoch> epochs = sql.list(
                """
                WITH due AS MATERIALIZED (
                    SELECT q.organisation_id, q.queue_id, q.connection_id, q.epoch, q.next_position, q.due_why,
                           greatest(q.newest_offer_at, ?) AS at,
                           held.waiting, coalesce(held.lowest, q.next_position) AS lowest,
                           CASE WHEN q.open THEN\s""" + OFFERED + """
                            END AS offered,
                           kept.leased, kept.parked
                    FROM delivery_queue q JOIN unnest(?, ?) AS e(organisation_id, queue_id) USING (organisation_id, queue_id)
                    CROSS JOIN LATERAL (""" + HELD + """
                    ) held CROSS JOIN LATERAL (""" + KEPT + """
                    ) kept
                    WHERE q.due_since IS NOT NULL),
                raised AS (
                    UPDATE delivery_queue q
                    SET epoch = q.epoch + 1, open = true, epoch_started_at = due.at, newest_offer_at = due.at,
                        epoch_position = q.next_position, floor_position = 1, front_position = due.lowest,
                        due_since = NULL, due_why = NULL, due_attempts = 0, due_next_at = NULL
                    FROM due WHERE q.organisation_id = due.organisation_id AND q.queue_id = due.queue_id),
                started AS (
                    INSERT INTO queue_epoch (organisation_id, queue_id, epoch, connection_id, why, first_position, floor_position,
                                             offered_count, started_at)
                    SELECT organisation_id, queue_id, epoch + 1, connection_id, due_why, next_position, 1, waiting - leased, at
                    FROM due)
                SELECT organisation_id, queue_id, epoch + 1 AS epoch, waiting, leased, parked, offered FROM due
                ORDER BY organisation_id, queue_id""",
                row -> new Epoch(
                        new QueueId(new OrganisationId(row.integer("organisation_id")), row.integer("queue_id")),
                        row.integer("epoch"),
                        row.integer("waiting"),
                        row.integer("leased"),
                        row.integer("parked"),
                        Optional.ofNullable(row.object("offered", Integer.class))),
                now,
                queues.organisations(),
                queues.numbers(),
                now);
        endThoseBefore(epochs);
        endLeases(epochs, now);
        runs.settle(epochs.stream()
                .map(epoch ->
                        RunsOverQueues.Result.started(epoch.queue(), epoch.waiting(), epoch.leased(), epoch.parked()))
                .toList());
        return epochs.stream()
                .map(epoch -> new Started(epoch.queue(), epoch.number(), epoch.waiting() - epoch.leased()))
                .toList();
    }

    /** Nearly all that is due was revoked, and its epoch ended then. */
    private void endThoseBefore(List<Epoch> epochs) {
        List<Epoch> running =
                epochs.stream().filter(epoch -> epoch.offered().isPresent()).toList();
        if (running.isEmpty()) {
            return;
        }
        QueueArrays queues = queues(running);
        sql.change(
                """
                UPDATE queue_epoch e SET ended_at = q.epoch_started_at, ended_why = 'requested', withdrawn_count = w.withdrawn
                FROM delivery_queue q
                JOIN unnest(?, ?, ?) AS w(organisation_id, queue_id, withdrawn) USING (organisation_id, queue_id)
                WHERE e.organisation_id = q.organisation_id AND e.queue_id = q.queue_id AND e.epoch = q.epoch - 1""",
                queues.organisations(),
                queues.numbers(),
                running.stream()
                        .map(epoch -> epoch.offered().orElseThrow() - epoch.leased())
                        .toArray(Integer[]::new));
    }

    /**
     * What was leased in an epoch that ended is offered like everything else, with all its deliveries. A lease outlives a re-offer on request:
     * the package is at work on that document, or nobody has looked into it.
     */
    private void endLeases(List<Epoch> epochs, Instant now) {
        QueueArrays queues = queues(epochs);
        sql.change(
                """
                WITH held AS MATERIALIZED ( -- laterally and by itself: as a join it could be planned to read what is leased, or waits, in all queues
                    SELECT q.organisation_id, q.queue_id, q.epoch, x.document_id,
                           e.ran AND x.lease_epoch = q.epoch - 1 AND x.lease_until > ? AS kept
                    FROM delivery_queue q JOIN unnest(?, ?, ?) AS e(organisation_id, queue_id, ran) USING (organisation_id, queue_id)
                    CROSS JOIN LATERAL (
                        SELECT p.document_id, p.lease_epoch, p.lease_until FROM pending p
                        WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                          AND p.lease_epoch < q.epoch AND p.lease_until IS NOT NULL ORDER BY p.lease_epoch, p.lease_until) x)
                UPDATE pending p SET lease_epoch = CASE WHEN held.kept THEN held.epoch END,
                    lease_until = CASE WHEN held.kept THEN p.lease_until END, failures = CASE WHEN held.kept THEN p.failures ELSE 0 END
                FROM held WHERE p.organisation_id = held.organisation_id AND p.queue_id = held.queue_id
                  AND p.document_id = held.document_id""",
                now,
                queues.organisations(),
                queues.numbers(),
                epochs.stream().map(epoch -> epoch.offered().isPresent()).toArray(Boolean[]::new));
    }

    private static QueueArrays queues(List<Epoch> epochs) {
        return QueueArrays.of(epochs.stream().map(Epoch::queue).toList());
    }

    /**
     * Starts the epoch of one locked, closed queue without offering what waits.
     *
     * @param reoffer whether that is only since nothing does; otherwise it stays below the floor until a re-offer on request, and so does what
     *     comes back into the queue meanwhile
     */
    void startEmpty(QueueId queue, Why why, boolean reoffer, int keyGeneration, Instant now) {
        sql.change("""
                WITH raised AS (
                    UPDATE delivery_queue
                    SET epoch = epoch + 1, open = true, epoch_started_at = greatest(newest_offer_at, ?),
                        newest_offer_at = greatest(newest_offer_at, ?), epoch_position = next_position,
                        floor_position = CASE WHEN ? THEN 1 ELSE next_position END, front_position = next_position,
                        key_generation = ?, due_since = NULL, due_why = NULL, due_attempts = 0, due_next_at = NULL
                    WHERE organisation_id = ? AND queue_id = ? AND NOT open
                    RETURNING organisation_id, queue_id, epoch, connection_id, epoch_position, floor_position, epoch_started_at)
                INSERT INTO queue_epoch (organisation_id, queue_id, epoch, connection_id, why, first_position, floor_position,
                                         offered_count, started_at)
                SELECT organisation_id, queue_id, epoch, connection_id, ?, epoch_position, floor_position, 0, epoch_started_at
                FROM raised""", now, now, reoffer, keyGeneration, queue.organisation().number(), queue.number(), why.word());
    }

    /** Marks a locked, closed queue: the batch job starts its epoch, at once even if it failed to before. */
    void makeDue(QueueId queue, Why why, int keyGeneration, Instant now) {
        sql.change("""
                UPDATE delivery_queue SET due_since = ?, due_why = ?, due_attempts = 0, due_next_at = NULL, key_generation = ?
                WHERE organisation_id = ? AND queue_id = ? AND NOT open""", now, why.word(), keyGeneration, queue.organisation().number(), queue.number());
    }
}
