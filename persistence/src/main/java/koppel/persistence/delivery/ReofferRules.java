package koppel.persistence.delivery;

/**
 * What becomes of a document d that is chosen for re-offer to a queue q, as pieces of SQL: a run does it and a dry run foretells it by the same
 * words.
 */
final class ReofferRules {

    private ReofferRules() {}

    /** Whether a document lies in the queue, as w. */
    static final String WAITING = """

            LEFT JOIN LATERAL (SELECT true AS waits, p.lease_epoch, p.lease_until FROM pending p WHERE p.organisation_id = q.organisation_id
                AND p.queue_id = q.queue_id AND p.document_id = d.document_id LIMIT 1) w ON true
            """;

    /** Whether it was retrieved from the queue, as t. */
    static final String RETRIEVED = """

            LEFT JOIN LATERAL (SELECT true AS retrieved FROM retrieval r WHERE r.organisation_id = q.organisation_id
                AND r.queue_id = q.queue_id AND r.document_id = d.document_id LIMIT 1) t ON true
            """;

    /** The start date of the queue's connection as s, and the zone whose days it counts as e. */
    static final String START_DATE = """
            JOIN organisation o ON o.organisation_id = q.organisation_id
            JOIN environment e USING (environment_id)
            LEFT JOIN connection_organisation s ON s.organisation_id = q.organisation_id AND s.connection_id = q.connection_id
            """;

    /**
     * A queue whose next epoch is due is connected: what is put into it is offered by that epoch. A parked document is offered, as somebody
     * chose it.
     *
     * @param leftIfRetrieved whether a retrieval speaks against it, an expression that may ask {@link #RETRIEVED}
     * @return {@code offered} or why not, twice as of now, over {@link #START_DATE} and {@link #WAITING}
     */
    static String outcome(String leftIfRetrieved) {
        return """
                CASE WHEN NOT q.open AND q.due_since IS NULL THEN 'notConnected'
                     WHEN d.expires_at <= ? THEN 'expired'
                     WHEN d.duplicate_of IS NOT NULL AND d.released_at IS NULL THEN 'duplicate'
                     WHEN (d.received_at AT TIME ZONE e.time_zone)::date < s.start_date THEN 'beforeStartDate'
                     WHEN q.open AND w.lease_epoch = q.epoch AND w.lease_until > ?
                         AND w.lease_until < timestamptz '9999-12-31 00:00:00+00' THEN 'leased'
                     WHEN w.waits IS NULL AND %s THEN 'retrieved'
                     ELSE 'offered' END""".formatted(leftIfRetrieved);
    }
}
