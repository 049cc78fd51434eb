package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import koppel.delivery.QueueId;
import koppel.delivery.Reoffers.ItemId;
import koppel.delivery.Reoffers.Processed;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

/** Does the items of re-offers of chosen documents: each gets a position of its own at the end of its queue, or a reason why not. */
@Singleton
class ChosenReoffers {

    private final Sql sql;

    @Inject
    ChosenReoffers(Sql sql) {
        this.sql = sql;
    }

    /** An item with what decides about it, read under its queue's lock. */
    private record Candidate(ItemId id, QueueId queue, UUID document, int epoch, long nextPosition, String outcome) {

        boolean isOffered() {
            return "offered".equals(outcome);
        }
    }

    Processed process(List<ItemId> items, Instant now) {
        Integer[] organisations = items.stream().map(ItemId::organisation).toArray(Integer[]::new);
        UUID[] runs = items.stream().map(ItemId::run).toArray(UUID[]::new);
        Integer[] numbers = items.stream().map(ItemId::number).toArray(Integer[]::new);
        sql.waitForLocksAtMost(Epochs.LONGEST_WAIT);
        sql.list("""
                SELECT 1 AS one FROM delivery_queue q WHERE (q.organisation_id, q.queue_id) IN (
                    SELECT i.document_organisation_id, i.queue_id FROM reoffer_item i
                    JOIN unnest(?, ?, ?) AS e(organisation_id, run_id, item) USING (organisation_id, run_id, item)
                    WHERE i.outcome IS NULL)
                ORDER BY q.organisation_id, q.queue_id FOR NO KEY UPDATE OF q""", row -> row.integer("one"), organisations, runs, numbers);
        List<Candidate> candidates =
                sql.list(CANDIDATES, ChosenReoffers::candidate, now, now, organisations, runs, numbers);
        Map<QueueId, Long> next = new LinkedHashMap<>();
        List<Candidate> offered = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        Map<ItemId, String> outcomes = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            outcomes.put(candidate.id(), candidate.outcome());
            if (candidate.isOffered()) {
                long position = next.getOrDefault(candidate.queue(), candidate.nextPosition());
                next.put(candidate.queue(), position + 1);
                offered.add(candidate);
                positions.add(position);
            }
        }
        offer(offered, positions.toArray(Long[]::new), next, now);
        record(outcomes);
        return new Processed(candidates.size(), offered.size());
    }

    private static final String CANDIDATES = """
            SELECT i.organisation_id, i.run_id, i.item, q.organisation_id AS queue_organisation, q.queue_id, i.document_id,
                   CASE WHEN q.open THEN q.epoch ELSE q.epoch + 1 END AS epoch, q.next_position,
            """ + ReofferRules.outcome("t.retrieved AND NOT r.include_retrieved") + """
             AS outcome
            FROM unnest(?, ?, ?) AS n(organisation_id, run_id, item)
            JOIN reoffer_item i USING (organisation_id, run_id, item)
            JOIN reoffer_run r USING (organisation_id, run_id)
            JOIN delivery_queue q ON q.organisation_id = i.document_organisation_id AND q.queue_id = i.queue_id
            JOIN document d ON d.organisation_id = i.document_organisation_id AND d.document_id = i.document_id
            """
            + ReofferRules.START_DATE + ReofferRules.WAITING + ReofferRules.RETRIEVED + """
            WHERE i.outcome IS NULL AND r.state = 'running'
            ORDER BY i.organisation_id, i.run_id, i.item
            """;

    private static Candidate candidate(Sql.Row row) throws SQLException {
        return new Candidate(
                new ItemId(row.integer("organisation_id"), row.uuid("run_id"), row.integer("item")),
                new QueueId(new OrganisationId(row.integer("queue_organisation")), row.integer("queue_id")),
                row.uuid("document_id"),
                row.integer("epoch"),
                row.number("next_position"),
                row.text("outcome"));
    }

    /**
     * PROMISE pending_one_open_offer: a document that lies in the queue moves to its end, it does not lie there twice. Somebody has looked into it,
     * so it has all its deliveries again, and a parked one is no longer.
     */
    private void offer(List<Candidate> offered, Long[] positions, Map<QueueId, Long> next, Instant now) {
        if (offered.isEmpty()) {
            return;
        }
        QueueArrays queues = QueueArrays.of(next.keySet());
        QueueArrays offers =
                QueueArrays.of(offered.stream().map(Candidate::queue).toList());
        sql.change(
                """
                WITH taken AS (
                    UPDATE delivery_queue q SET next_position = n.next_position, newest_offer_at = greatest(q.newest_offer_at, ?)
                    FROM unnest(?, ?, ?) AS n(organisation_id, queue_id, next_position)
                    WHERE q.organisation_id = n.organisation_id AND q.queue_id = n.queue_id
                    RETURNING q.organisation_id, q.queue_id, q.newest_offer_at),
                put AS (
                    INSERT INTO pending AS p (organisation_id, queue_id, position, document_id, entered_epoch, reoffered, offered_at)
                    SELECT DISTINCT ON (organisation_id, queue_id, document_id)
                           organisation_id, queue_id, position, document_id, epoch, true, newest_offer_at
                    FROM unnest(?, ?, ?, ?, ?) AS e(organisation_id, queue_id, document_id, epoch, position)
                    JOIN taken USING (organisation_id, queue_id)
                    ORDER BY organisation_id, queue_id, document_id, position
                    ON CONFLICT (organisation_id, queue_id, document_id) DO UPDATE
                    SET position = excluded.position, entered_position = coalesce(p.entered_position, p.position), reoffered = true, offered_at = excluded.offered_at,
                        lease_until = NULL, lease_epoch = NULL, failures = 0
                    RETURNING p.organisation_id, p.queue_id, p.document_id, p.position, p.offered_at)
                INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, position, at)
                SELECT organisation_id, queue_id, document_id, 'reoffered', CASE WHEN open THEN epoch ELSE epoch + 1 END, position,
                       put.offered_at
                FROM put JOIN delivery_queue USING (organisation_id, queue_id)""",
                now,
                queues.organisations(),
                queues.numbers(),
                next.values().toArray(Long[]::new),
                offers.organisations(),
                offers.numbers(),
                offered.stream().map(Candidate::document).toArray(UUID[]::new),
                offered.stream().map(Candidate::epoch).toArray(Integer[]::new),
                positions);
    }

    /**
     * Nobody else is at the item, as only the job's owner does any. The item before its run, as where items are done. A run that was stopped
     * meanwhile has told what it did, and is left as it is.
     */
    void failed(ItemId item, int attempts, Instant next) {
        sql.change("""
                WITH tried AS (
                    UPDATE reoffer_item i SET attempts = attempts + 1,
                        outcome = CASE WHEN attempts + 1 >= ? THEN 'failed' END,
                        next_attempt_at = CASE WHEN attempts + 1 < ? THEN ?::timestamptz END
                    WHERE organisation_id = ? AND run_id = ? AND item = ? AND outcome IS NULL
                      AND EXISTS (SELECT 1 FROM reoffer_run r
                                  WHERE r.organisation_id = i.organisation_id AND r.run_id = i.run_id AND r.state = 'running')
                    RETURNING organisation_id, run_id, outcome)
                UPDATE reoffer_run r SET done = r.done + 1, failed = r.failed + 1
                FROM tried t WHERE t.outcome = 'failed' AND r.organisation_id = t.organisation_id AND r.run_id = t.run_id
                  AND r.state = 'running'""", attempts, attempts, next, item.organisation(), item.run(), item.number());
    }

    /** The runs in the order of their ids, as everybody locks them. */
    private void record(Map<ItemId, String> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        sql.change(
                """
                UPDATE reoffer_item i SET outcome = e.outcome
                FROM unnest(?, ?, ?, ?) AS e(organisation_id, run_id, item, outcome)
                WHERE i.organisation_id = e.organisation_id AND i.run_id = e.run_id AND i.item = e.item""",
                outcomes.keySet().stream().map(ItemId::organisation).toArray(Integer[]::new),
                outcomes.keySet().stream().map(ItemId::run).toArray(UUID[]::new),
                outcomes.keySet().stream().map(ItemId::number).toArray(Integer[]::new),
                outcomes.values().toArray(String[]::new));
        record Run(int organisation, UUID id) {}
        // the items came in that order, and the map keeps it
        Map<Run, int[]> counts = new LinkedHashMap<>();
        outcomes.forEach((item, outcome) -> {
            int[] count = counts.computeIfAbsent(new Run(item.organisation(), item.run()), run -> new int[2]);
            count[0]++;
            count[1] += "offered".equals(outcome) ? 1 : 0;
        });
        counts.forEach((run, count) -> sql.change(
                "UPDATE reoffer_run SET done = done + ?, offered = offered + ? WHERE organisation_id = ? AND run_id = ?",
                count[0],
                count[1],
                run.organisation(),
                run.id()));
    }
}
