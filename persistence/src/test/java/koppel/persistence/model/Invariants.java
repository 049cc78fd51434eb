package koppel.persistence.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import koppel.document.BoxEntry;
import koppel.document.Boxes;
import koppel.document.DocumentState;
import koppel.persistence.Database;
import koppel.shared.Page;

/** What must be true of the ledger after whatever was done with it, as counts of rows that must be zero. */
final class Invariants {

    private static final String HIDDEN =
            "offered by the epoch that runs and hidden below the floor or before the front";

    private static final String UNWATCHED = "leases that nobody looks for when they run out";

    /** Each takes an organisation and one of its queues for purchase invoices. */
    private static final Map<String, String> DEFECTS = new LinkedHashMap<>();

    static {
        DEFECTS.put(
                "lost: neither pending, retrieved, held back for the start date, withdrawn by the package nor expired",
                """
                SELECT count(*) FROM document d JOIN delivery_queue q USING (organisation_id, direction)
                WHERE q.organisation_id = ? AND q.queue_id = ?
                  AND NOT EXISTS (SELECT 1 FROM pending p WHERE p.queue_id = q.queue_id AND p.organisation_id = q.organisation_id
                                  AND p.document_id = d.document_id)
                  AND NOT EXISTS (SELECT 1 FROM retrieval r WHERE r.queue_id = q.queue_id AND r.organisation_id = q.organisation_id
                                  AND r.document_id = d.document_id)
                  AND NOT EXISTS (SELECT 1 FROM held_back h WHERE h.queue_id = q.queue_id AND h.organisation_id = q.organisation_id
                                  AND h.document_id = d.document_id)
                  AND NOT EXISTS (SELECT 1 FROM offer_event v WHERE v.queue_id = q.queue_id AND v.organisation_id = q.organisation_id
                                  AND v.document_id = d.document_id AND (v.event = 'withdrawn' AND v.generation IS NOT NULL
                                    OR v.event IN ('expired', 'expiredUnoffered')))""");
        DEFECTS.put("offered again though retrieved and not asked for", """
                SELECT count(*) FROM pending p WHERE p.organisation_id = ? AND p.queue_id = ? AND EXISTS (
                    SELECT 1 FROM retrieval r WHERE r.organisation_id = p.organisation_id AND r.queue_id = p.queue_id
                      AND r.document_id = p.document_id AND NOT EXISTS (
                        SELECT 1 FROM reoffer_item i JOIN reoffer_run n USING (organisation_id, run_id)
                        WHERE i.document_organisation_id = p.organisation_id AND i.queue_id = p.queue_id
                          AND i.document_id = p.document_id AND i.outcome = 'offered' AND n.include_retrieved))""");
        DEFECTS.put("retrieved more often than offered", """
                SELECT count(*) FROM (
                    SELECT r.document_id, count(*) AS times FROM retrieval r WHERE r.organisation_id = ? AND r.queue_id = ?
                    GROUP BY r.document_id) r
                WHERE r.times > 1 + (
                    SELECT count(*) FROM reoffer_item i JOIN reoffer_run n USING (organisation_id, run_id)
                    WHERE i.document_id = r.document_id AND i.outcome = 'offered' AND n.include_retrieved)""");
        DEFECTS.put("in the queue and held back at once", """
                SELECT count(*) FROM pending JOIN held_back USING (organisation_id, queue_id, document_id)
                WHERE organisation_id = ? AND queue_id = ?""");
        DEFECTS.put("of another organisation or direction", """
                SELECT count(*) FROM (
                    SELECT organisation_id, queue_id, document_id FROM pending UNION ALL
                    SELECT organisation_id, queue_id, document_id FROM retrieval) l
                WHERE l.organisation_id = ? AND l.queue_id = ? AND NOT EXISTS (
                    SELECT 1 FROM document d WHERE d.organisation_id = l.organisation_id AND d.document_id = l.document_id
                      AND d.direction = 1)""");
        DEFECTS.put("before the start date, offered and not leased", """
                SELECT count(*) FROM delivery_queue q
                JOIN connection_organisation s USING (organisation_id, connection_id)
                JOIN organisation o USING (organisation_id) JOIN environment e USING (environment_id)
                JOIN pending p USING (organisation_id, queue_id)
                JOIN document d USING (organisation_id, document_id)
                WHERE q.organisation_id = ? AND q.queue_id = ? AND q.open AND p.lease_until IS NULL
                  AND d.received_at < s.start_date::timestamp AT TIME ZONE e.time_zone""");
        DEFECTS.put("held back though no start date keeps it so", """
                SELECT count(*) FROM delivery_queue q
                JOIN organisation o USING (organisation_id) JOIN environment e USING (environment_id)
                JOIN held_back h USING (organisation_id, queue_id)
                JOIN document d USING (organisation_id, document_id)
                LEFT JOIN connection_organisation s ON s.organisation_id = q.organisation_id AND s.connection_id = q.connection_id
                WHERE q.organisation_id = ? AND q.queue_id = ?
                  AND (s.start_date IS NULL OR d.received_at >= s.start_date::timestamp AT TIME ZONE e.time_zone)""");
        // leased or not: nothing lies below the floor but what the epoch began without, or what lapses and is
        // acknowledged would miss it;
        // before the front lies also what is leased, as it gets another place before it is listed again
        DEFECTS.put(HIDDEN, """
                SELECT count(*) FROM delivery_queue q
                JOIN queue_epoch e USING (organisation_id, queue_id, epoch)
                JOIN pending p USING (organisation_id, queue_id)
                WHERE q.organisation_id = ? AND q.queue_id = ? AND q.open
                  AND p.position >= e.floor_position
                  AND (p.position < q.floor_position OR p.position < q.front_position AND p.lease_until IS NULL)""");
        DEFECTS.put("a front below the floor", """
                SELECT count(*) FROM delivery_queue q WHERE q.organisation_id = ? AND q.queue_id = ? AND q.open
                  AND q.front_position < q.floor_position""");
        DEFECTS.put(UNWATCHED, """
                SELECT count(*) FROM delivery_queue q JOIN pending p USING (organisation_id, queue_id)
                WHERE q.organisation_id = ? AND q.queue_id = ? AND q.open AND p.lease_epoch = q.epoch
                  AND p.lease_until < timestamptz '9999-12-31 00:00:00+00'
                  AND (q.next_lapse_at IS NULL OR q.next_lapse_at > p.lease_until)""");
        DEFECTS.put("brought back as an offer though the epoch began without it, on request", """
                SELECT count(DISTINCT r.document_id) FROM offer_event r
                JOIN queue_epoch e USING (organisation_id, queue_id, epoch)
                JOIN offer_event b USING (organisation_id, queue_id, document_id, epoch)
                WHERE r.organisation_id = ? AND r.queue_id = ? AND r.event = 'returned' AND r.position >= e.floor_position
                  AND b.event = 'held' AND b.entered_epoch IS NULL AND b.position < e.floor_position
                  -- unless the epoch had offered it all the same
                  AND NOT EXISTS (SELECT 1 FROM offer_event v WHERE v.organisation_id = r.organisation_id AND v.queue_id = r.queue_id
                      AND v.document_id = r.document_id AND v.position >= e.floor_position AND v.position < r.position)""");
        DEFECTS.put("epochs not in a row", """
                SELECT count(*) FROM delivery_queue q WHERE q.organisation_id = ? AND q.queue_id = ? AND q.epoch <> (
                    SELECT count(*) FROM queue_epoch e WHERE e.organisation_id = q.organisation_id AND e.queue_id = q.queue_id)""");
        DEFECTS.put("epochs of no queue", """
                SELECT count(*) FROM queue_epoch e WHERE e.organisation_id = ? AND NOT EXISTS (SELECT 1 FROM delivery_queue q
                    WHERE q.organisation_id = e.organisation_id AND q.queue_id = e.queue_id) AND ? > 0""");
        DEFECTS.put("not exactly the epoch that runs is without an end", """
                SELECT count(*) FROM delivery_queue q WHERE q.organisation_id = ? AND q.queue_id = ?
                  AND (CASE WHEN q.open THEN 1 ELSE 0 END) <> (
                    SELECT count(*) FROM queue_epoch e WHERE e.organisation_id = q.organisation_id AND e.queue_id = q.queue_id
                      AND e.ended_at IS NULL)""");
        DEFECTS.put("open in a queue of a connection that is not active, or the other way round", """
                SELECT count(*) FROM delivery_queue q JOIN connection c USING (connection_id)
                WHERE q.organisation_id = ? AND q.queue_id = ? AND q.open <> (c.state = 'active')""");
        DEFECTS.put("open offers that the history does not tell exactly once", """
                SELECT abs((SELECT count(*) FROM pending p WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                              AND q.open AND p.position >= q.floor_position)
                         - (SELECT count(*) FROM offer_history h WHERE h.organisation_id = q.organisation_id AND h.queue_id = q.queue_id
                              AND h.state IN ('offered', 'leased')))
                FROM delivery_queue q WHERE q.organisation_id = ? AND q.queue_id = ?""");
        DEFECTS.put("retrievals that the history does not tell exactly once", """
                SELECT abs((SELECT count(*) FROM retrieval r WHERE r.organisation_id = q.organisation_id AND r.queue_id = q.queue_id)
                         - (SELECT count(*) FROM offer_history h WHERE h.organisation_id = q.organisation_id AND h.queue_id = q.queue_id
                              AND h.state = 'retrieved'))
                FROM delivery_queue q WHERE q.organisation_id = ? AND q.queue_id = ?""");
    }

    private final Database database = Database.get();
    private final List<Consumer> consumers;

    Invariants(List<Consumer> consumers) {
        this.consumers = consumers;
    }

    /**
     * What is to be counted before the next epoch starts, which lowers the floor, frees what was leased and so brings to light what was hidden;
     * true also while others are at work.
     *
     * @throws IllegalStateException when there is any
     */
    void requireNothingHidden() {
        for (Consumer consumer : consumers) {
            for (String what : List.of(HIDDEN, UNWATCHED)) {
                long rows = database.number(
                        DEFECTS.get(what),
                        consumer.company().organisation().id().number(),
                        consumer.queue());
                if (rows != 0) {
                    throw new IllegalStateException(rows + " " + what + " (queue " + consumer.queue() + ")");
                }
            }
        }
    }

    List<String> violated() {
        List<String> violated = new ArrayList<>();
        for (Consumer consumer : consumers) {
            int organisation = consumer.company().organisation().id().number();
            DEFECTS.forEach((what, sql) -> {
                long rows = database.number(sql, organisation, consumer.queue());
                if (rows != 0) {
                    violated.add(rows + " " + what + " (queue " + consumer.queue() + ")");
                }
            });
            violated.addAll(listing(consumer, organisation));
            violated.addAll(runs(organisation));
            violated.addAll(unexplained(consumer, organisation));
        }
        return violated;
    }

    /** What the package sees is exactly what is unretrieved, offered and not leased, each once. */
    private List<String> listing(Consumer consumer, int organisation) {
        List<String> listed =
                consumer.software().listed().stream().map(Object::toString).toList();
        // after the listing, since that may end leases
        Set<String> offered = new HashSet<>(database.texts("""
                SELECT p.document_id FROM delivery_queue q JOIN pending p USING (organisation_id, queue_id)
                WHERE q.organisation_id = ? AND q.queue_id = ? AND q.open AND p.position >= q.floor_position
                  AND (p.lease_until IS NULL OR p.lease_epoch <> q.epoch)""", organisation, consumer.queue()));
        Set<String> own = new HashSet<>(database.texts(
                "SELECT document_id FROM document WHERE organisation_id = ? AND direction = 1", organisation));
        Set<String> seen = consumer.seen().stream().map(Object::toString).collect(Collectors.toSet());
        List<String> violated = new ArrayList<>();
        if (listed.size() != new HashSet<>(listed).size()) {
            violated.add("listed twice");
        }
        if (!new HashSet<>(listed).equals(offered)) {
            violated.add("listed " + listed.size() + ", offered " + offered.size());
        }
        if (!own.containsAll(seen) || !own.containsAll(listed)) {
            violated.add("seen of another organisation");
        }
        return violated;
    }

    /** What is neither offered nor retrieved waits with a reason that people see, unless the package has withdrawn it. */
    private List<String> unexplained(Consumer consumer, int organisation) {
        Set<String> withdrawn = new HashSet<>(database.texts("""
                SELECT document_id FROM offer_event WHERE organisation_id = ? AND event = 'withdrawn' AND generation IS NOT NULL""", organisation));
        List<String> violated = new ArrayList<>();
        for (DocumentState state : List.of(DocumentState.RECEIVED, DocumentState.WAITING)) {
            Boxes.Filter filter = new Boxes.Filter(
                    Optional.of(state), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            Optional<String> after = Optional.empty();
            do {
                Page<BoxEntry> page = consumer.box(filter, after);
                page.items().stream()
                        .filter(entry -> entry.reason().isEmpty()
                                && !withdrawn.contains(entry.document().id().toString()))
                        .forEach(entry -> violated.add(
                                entry.document().id() + " is " + state.word() + " and nobody is told why"));
                after = page.next();
            } while (after.isPresent());
        }
        return violated;
    }

    private List<String> runs(int organisation) {
        return database.texts("""
                        SELECT r.run_id FROM reoffer_run r WHERE r.organisation_id = ? AND (r.state <> 'completed' OR r.done <> r.total
                          OR r.total <> r.offered + r.failed + r.leased + r.retrieved + r.not_connected + r.duplicate + r.before_start_date + r.expired
                          + r.needs_attention + (
                            SELECT count(*) FROM reoffer_item i WHERE i.organisation_id = r.organisation_id AND i.run_id = r.run_id
                              AND i.outcome NOT IN ('offered', 'failed')))""", organisation).stream()
                .map(run -> "a re-offer that did not end or does not add up: " + run)
                .toList();
    }
}
