package koppel.persistence.delivery;

/**
 * How documents get their places in the delivery queues of their organisations and directions: three statements that go to the database
 * together and are one transaction. Each begins when the one before it has ended, so the second and the third see what was committed until
 * the first had the queues' locks, and the third also what the second waited for, where a queue is newer than these locks.
 *
 * <p>PROMISE: the queues are locked in the order of their ids, so that no two transactions wait for each other, and positions are taken under
 * the locks, so that no commit overtakes another.
 */
public final class QueueEntries {

    private QueueEntries() {}

    /** Which queues an entry {@code e} is for. */
    private static final String FOR_ENTRY = """
            q.organisation_id = e.organisation_id AND q.direction = e.direction
                AND (e.except_connection IS NULL OR q.connection_id IS DISTINCT FROM e.except_connection)""";

    /**
     * A query that locks the queues that {@code entry (organisation_id, direction, except_connection)} is for. Where {@code entry} is a common
     * table expression it has to be materialized: whoever waited for a lock checks the row again against the very entry that it was found
     * with, and of a query that was merged into this one there is no such entry.
     */
    public static final String LOCKED = """
            SELECT q.queue_id FROM entry e JOIN delivery_queue q ON %s
            ORDER BY q.organisation_id, q.queue_id FOR NO KEY UPDATE OF q
            """.formatted(FOR_ENTRY);

    /**
     * When the document of an {@code e (organisation_id, document_id)} was received; null when it is not there. An expression and no join: as a
     * join it is planned with tables as small as they were when a statement was first used, and then reads all documents of an organisation.
     */
    public static final String RECEIVED_AT =
            "(SELECT d.received_at FROM document d WHERE d.organisation_id = e.organisation_id AND d.document_id = e.document_id)";

    /**
     * What follows common table expressions of which {@code entry (organisation_id, direction, document_id, except_connection, nth, received_at)}
     * is one, and enters them; what was not received is left out. A queue that a new consumer got since the locks were taken gets them too.
     */
    public static final String PLACED = """
            entering AS (
                SELECT q.organisation_id, q.queue_id, e.document_id,
                       row_number() OVER (PARTITION BY q.organisation_id, q.queue_id ORDER BY e.nth) - 1 AS step
                FROM entry e JOIN delivery_queue q ON %s
                WHERE e.received_at IS NOT NULL),
            taken AS (
                UPDATE delivery_queue q
                SET next_position = q.next_position + n.documents, newest_offer_at = greatest(q.newest_offer_at, ?)
                FROM (SELECT organisation_id, queue_id, count(*) AS documents FROM entering GROUP BY organisation_id, queue_id) n
                WHERE q.organisation_id = n.organisation_id AND q.queue_id = n.queue_id
                RETURNING q.organisation_id, q.queue_id, q.next_position - n.documents AS first_position,
                          CASE WHEN q.open THEN q.epoch ELSE q.epoch + 1 END AS entered_epoch, q.newest_offer_at)
            INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, offered_at)
            SELECT organisation_id, queue_id, first_position + step, document_id, entered_epoch, newest_offer_at
            FROM taken JOIN entering USING (organisation_id, queue_id)
            ON CONFLICT (organisation_id, queue_id, document_id) DO NOTHING
            """.formatted(FOR_ENTRY);

    /**
     * The like for an {@code entry (organisation_id, direction, document_id, except_connection)} of which no two rows are for the same
     * queue, so that each takes one position and nothing has to be counted. It has only documents that are stored, as nothing here looks
     * whether they are, and is materialized, as {@link #LOCKED} needs it.
     */
    public static final String EACH_PLACED = """
            taken AS (
                UPDATE delivery_queue q
                SET next_position = q.next_position + 1, newest_offer_at = greatest(q.newest_offer_at, ?)
                FROM entry e
                WHERE %s
                RETURNING q.organisation_id, q.queue_id, q.next_position - 1 AS position, e.document_id,
                          CASE WHEN q.open THEN q.epoch ELSE q.epoch + 1 END AS entered_epoch, q.newest_offer_at)
            INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, offered_at)
            SELECT organisation_id, queue_id, position, document_id, entered_epoch, newest_offer_at FROM taken
            ON CONFLICT (organisation_id, queue_id, document_id) DO NOTHING
            """.formatted(FOR_ENTRY);

    /**
     * What follows a common table expression {@code entry (organisation_id, direction, document_id)}: documents that were entered just now
     * and lie before a consumer's start date were never offered, and are not.
     */
    public static final String EARLY_ONES_HELD = """
            early AS MATERIALIZED (
                SELECT q.organisation_id, q.queue_id, e.document_id
                FROM entry e JOIN delivery_queue q ON q.organisation_id = e.organisation_id AND q.direction = e.direction
                JOIN connection_organisation s ON s.organisation_id = q.organisation_id AND s.connection_id = q.connection_id
                    AND s.start_date IS NOT NULL
                WHERE %s < (
                    SELECT s.start_date::timestamp AT TIME ZONE z.time_zone
                    FROM organisation o JOIN environment z ON z.environment_id = o.environment_id
                    WHERE o.organisation_id = q.organisation_id)),
            gone AS (
                DELETE FROM pending p USING early e
                WHERE p.organisation_id = e.organisation_id AND p.queue_id = e.queue_id AND p.document_id = e.document_id
                RETURNING p.organisation_id, p.queue_id, p.document_id, p.position)
            INSERT INTO held_back (organisation_id, queue_id, document_id, position, held_at)
            SELECT organisation_id, queue_id, document_id, position, ? FROM gone
            ON CONFLICT DO NOTHING
            """.formatted(RECEIVED_AT);
}
