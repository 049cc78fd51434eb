package koppel.persistence.delivery;

/**
 * How documents get their places in the delivery queues of their organisations and directions: two statements that go to the database
 * together and are one transaction. The second begins when the first has ended, so it sees what was committed until the first had the
 * queues' locks, and nothing changes under it.
 *
 * <p>PROMISE: the queues are locked in the order of their ids, so that no two transactions wait for each other, and positions are taken under
 * the locks, so that no commit overtakes another.
 */
public final class QueueEntries {

    private QueueEntries() {}

    /**
     * A query that locks the queues that {@code entry (organisation_id, direction, except_connection)} is for. Where {@code entry} is a common
     * table expression it has to be materialized: whoever waited for a lock checks the row again against the very entry that it was found
     * with, and of a query that was merged into this one there is no such entry.
     */
    public static final String LOCKED = """
            SELECT q.queue_id FROM entry e JOIN delivery_queue q ON q.organisation_id = e.organisation_id AND q.direction = e.direction
                AND (e.except_connection IS NULL OR q.connection_id IS DISTINCT FROM e.except_connection)
            ORDER BY q.organisation_id, q.queue_id FOR NO KEY UPDATE OF q
            """;

    /**
     * When the document of an {@code e (organisation_id, document_id)} was received; null when it is not there. An expression and no join: as a
     * join it is planned with tables as small as they were when a statement was first used, and then reads all documents of an organisation.
     */
    public static final String RECEIVED_AT =
            "(SELECT d.received_at FROM document d WHERE d.organisation_id = e.organisation_id AND d.document_id = e.document_id)";

    /**
     * What follows common table expressions of which {@code entry (organisation_id, direction, document_id, except_connection, nth, received_at)}
     * is one, and enters them, twice given the time of now; what was not received is left out. A queue that a new consumer got since the locks
     * were taken gets them too. What was received before its consumer's start date takes a place, but is held back there and never offered.
     */
    public static final String PLACED = """
            entering AS (
                SELECT q.organisation_id, q.queue_id, e.document_id,
                       row_number() OVER (PARTITION BY q.organisation_id, q.queue_id ORDER BY e.nth) - 1 AS step,
                       s.start_date IS NOT NULL AND e.received_at < (
                           SELECT s.start_date::timestamp AT TIME ZONE z.time_zone
                           FROM organisation o JOIN environment z ON z.environment_id = o.environment_id
                           WHERE o.organisation_id = q.organisation_id) AS early
                FROM entry e JOIN delivery_queue q ON q.organisation_id = e.organisation_id AND q.direction = e.direction
                    AND (e.except_connection IS NULL OR q.connection_id IS DISTINCT FROM e.except_connection)
                LEFT JOIN connection_organisation s ON s.organisation_id = q.organisation_id AND s.connection_id = q.connection_id
                WHERE e.received_at IS NOT NULL),
            taken AS (
                UPDATE delivery_queue q
                SET next_position = q.next_position + n.documents, newest_offer_at = greatest(q.newest_offer_at, ?)
                FROM (SELECT organisation_id, queue_id, count(*) AS documents FROM entering GROUP BY organisation_id, queue_id) n
                WHERE q.organisation_id = n.organisation_id AND q.queue_id = n.queue_id
                RETURNING q.organisation_id, q.queue_id, q.next_position - n.documents AS first_position,
                          CASE WHEN q.open THEN q.epoch ELSE q.epoch + 1 END AS entered_epoch, q.newest_offer_at),
            placed AS (
                SELECT t.organisation_id, t.queue_id, t.first_position + e.step AS position, e.document_id, t.entered_epoch,
                       t.newest_offer_at, e.early
                FROM taken t JOIN entering e ON e.organisation_id = t.organisation_id AND e.queue_id = t.queue_id),
            held AS (
                INSERT INTO held_back (organisation_id, queue_id, document_id, position, held_at)
                SELECT organisation_id, queue_id, document_id, position, ? FROM placed WHERE early
                ON CONFLICT DO NOTHING)
            INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, offered_at)
            SELECT organisation_id, queue_id, position, document_id, entered_epoch, newest_offer_at
            FROM placed WHERE early IS NOT TRUE
            ON CONFLICT (organisation_id, queue_id, document_id) DO NOTHING
            """;
}
