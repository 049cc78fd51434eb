package koppel.bench.crash;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import koppel.harness.TestDatabase;

/** The rows after a run. Each figure that is named as a defect has to be zero. */
final class Counted {

    private static final Map<String, String> FACTS = new LinkedHashMap<>();
    private static final Map<String, String> DEFECTS = new LinkedHashMap<>();

    static {
        FACTS.put("documents in inboxes", "SELECT count(*) FROM document WHERE direction = 1");
        FACTS.put("retrievals", "SELECT count(*) FROM retrieval");
        FACTS.put("epochs", "SELECT count(*) FROM queue_epoch");
        FACTS.put("… started by a reconnection", "SELECT count(*) FROM queue_epoch WHERE why = 'reconnected'");
        FACTS.put("… by a connection that follows", "SELECT count(*) FROM queue_epoch WHERE why = 'followed'");
        FACTS.put("… on request", "SELECT count(*) FROM queue_epoch WHERE why = 'requested'");
        FACTS.put("re-offers of people", "SELECT count(*) FROM reoffer_run");
        FACTS.put(
                "runs of the job that ended", "SELECT count(*) FROM batch_run WHERE state IN ('completed', 'stopped')");
        FACTS.put(
                "runs of the job that failed, or whose owner died",
                "SELECT count(*) FROM batch_run WHERE state = 'failed'");
        DEFECTS.put("documents sent twice", """
                SELECT count(*) FROM (SELECT number FROM document WHERE direction = 1 GROUP BY number HAVING count(*) > 1) n""");
        DEFECTS.put("documents still pending", """
                SELECT count(*) FROM pending JOIN delivery_queue q USING (organisation_id, queue_id) WHERE q.direction = 1""");
        DEFECTS.put("documents lost: neither pending, retrieved nor expired", """
                SELECT count(*) FROM document d JOIN delivery_queue q USING (organisation_id, direction)
                WHERE d.direction = 1
                  AND NOT EXISTS (SELECT 1 FROM retrieval r WHERE r.organisation_id = d.organisation_id
                                  AND r.queue_id = q.queue_id AND r.document_id = d.document_id)
                  AND NOT EXISTS (SELECT 1 FROM pending p WHERE p.organisation_id = d.organisation_id
                                  AND p.queue_id = q.queue_id AND p.document_id = d.document_id)
                  AND NOT EXISTS (SELECT 1 FROM offer_event v WHERE v.organisation_id = d.organisation_id AND v.queue_id = q.queue_id
                                  AND v.document_id = d.document_id AND v.event IN ('expired', 'expiredUnoffered'))""");
        DEFECTS.put("documents doubled: retrieved more often than offered", """
                SELECT count(*) FROM (
                    SELECT r.organisation_id, r.queue_id, r.document_id, count(*) AS times FROM retrieval r GROUP BY 1, 2, 3) r
                WHERE times > 1 + (SELECT count(*) FROM offer_event e WHERE e.organisation_id = r.organisation_id
                    AND e.queue_id = r.queue_id AND e.document_id = r.document_id AND e.event = 'reoffered')""");
        DEFECTS.put("retrievals by another organisation", """
                SELECT count(*) FROM retrieval r JOIN document d USING (document_id)
                WHERE r.organisation_id <> d.organisation_id OR d.direction <> 1""");
        DEFECTS.put("organisations with more than one queue", """
                SELECT count(*) FROM (SELECT 1 FROM delivery_queue WHERE direction = 1
                                      GROUP BY organisation_id HAVING count(*) > 1) n""");
        DEFECTS.put("epochs missing in their row", """
                SELECT count(*) FROM delivery_queue q WHERE q.epoch <> (
                    SELECT count(*) FROM queue_epoch e WHERE e.organisation_id = q.organisation_id AND e.queue_id = q.queue_id)""");
        DEFECTS.put("epochs of no queue", """
                SELECT count(*) FROM queue_epoch e WHERE NOT EXISTS (SELECT 1 FROM delivery_queue q
                    WHERE q.organisation_id = e.organisation_id AND q.queue_id = e.queue_id AND q.epoch >= e.epoch)""");
        DEFECTS.put("queues without exactly one running epoch", """
                SELECT count(*) FROM delivery_queue q WHERE q.connection_id IS NOT NULL AND 1 <> (
                    SELECT count(*) FROM queue_epoch e WHERE e.organisation_id = q.organisation_id
                      AND e.queue_id = q.queue_id AND e.ended_at IS NULL)""");
        DEFECTS.put("queues left due", "SELECT count(*) FROM delivery_queue WHERE due_since IS NOT NULL");
        DEFECTS.put("re-offers that never ended", "SELECT count(*) FROM reoffer_run WHERE state = 'running'");
        DEFECTS.put("re-offers that failed or were stopped", """
                SELECT count(*) FROM reoffer_run WHERE state NOT IN ('running', 'completed') OR failed > 0""");
        DEFECTS.put("re-offers whose numbers do not add up", """
                SELECT count(*) FROM reoffer_run r WHERE r.done <> r.total OR r.total <> r.offered + r.failed + r.leased + r.retrieved
                    + r.not_connected + r.duplicate + r.before_start_date + r.expired + r.needs_attention + (SELECT count(*) FROM reoffer_item i WHERE i.organisation_id = r.organisation_id
                                         AND i.run_id = r.run_id AND i.outcome NOT IN ('offered', 'failed'))""");
        DEFECTS.put("runs of the job that never ended", "SELECT count(*) FROM batch_run WHERE state = 'running'");
        DEFECTS.put("items of the job on record as failed", "SELECT count(*) FROM batch_item WHERE outcome = 'failed'");
        DEFECTS.put("deadlocks", "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }

    /**
     * Offers that no package sees, since the floor or the front of their queue was moved past them, or will see, since nobody looks when their
     * leases run out. To be counted before anything is drained: a re-offer of everything sets all of these back and brings them to light.
     */
    static long hidden(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return number(connection, """
                    SELECT count(*) FROM delivery_queue q
                    JOIN queue_epoch e ON e.organisation_id = q.organisation_id AND e.queue_id = q.queue_id AND e.epoch = q.epoch
                    JOIN pending p ON p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                    WHERE q.open AND p.position >= e.floor_position
                      AND (p.position < q.floor_position OR p.position < q.front_position AND p.lease_until IS NULL
                        OR p.lease_epoch = q.epoch AND p.lease_until < timestamptz '9999-12-31 00:00:00+00'
                           AND (q.next_lapse_at IS NULL OR q.next_lapse_at > p.lease_until))""");
        }
    }

    private final StringBuilder table = new StringBuilder("| counted | rows |%n|---|---|%n".formatted());
    private long defects;

    /** @param hidden as they were {@linkplain #hidden before the draining} */
    static Counted in(TestDatabase database, long hidden, Set<String> sent, List<Consumer> consumers)
            throws SQLException {
        Counted counted = new Counted();
        try (Connection connection = database.connect()) {
            counted.fact("invoices whose sending was confirmed", sent.size());
            for (Map.Entry<String, String> fact : FACTS.entrySet()) {
                counted.fact(fact.getKey(), number(connection, fact.getValue()));
            }
            counted.fact(
                    "documents that a package got whole more than once",
                    consumers.stream().mapToLong(Consumer::downloadedAgain).sum());
            counted.defect(
                    "confirmed invoices missing in the inboxes",
                    sent.size()
                            - number(
                                    connection,
                                    "SELECT count(DISTINCT number) FROM document WHERE direction = 1 AND number = ANY (?)",
                                    connection.createArrayOf("text", sent.toArray())));
            List<String> acknowledged = new ArrayList<>();
            consumers.forEach(consumer -> acknowledged.addAll(consumer.acknowledged()));
            counted.defect(
                    "documents told as acknowledged that are not retrieved",
                    acknowledged.size()
                            - number(
                                    connection,
                                    "SELECT count(DISTINCT document_id) FROM retrieval WHERE document_id::text = ANY (?)",
                                    connection.createArrayOf("text", acknowledged.toArray())));
            counted.defect(
                    "offers hidden below the floor or before the front of their queue, or leased and not looked for, before the draining",
                    hidden);
            for (Map.Entry<String, String> defect : DEFECTS.entrySet()) {
                counted.defect(defect.getKey(), number(connection, defect.getValue()));
            }
        }
        return counted;
    }

    private void fact(String what, long number) {
        table.append("| %s | %,d |%n".formatted(what, number));
    }

    private void defect(String what, long number) {
        table.append("| **%s** | %,d |%n".formatted(what, number));
        defects += Math.abs(number);
    }

    private static long number(Connection connection, String sql, Array... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setArray(i + 1, parameters[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    String table() {
        return table.toString();
    }

    long defects() {
        return defects;
    }
}
