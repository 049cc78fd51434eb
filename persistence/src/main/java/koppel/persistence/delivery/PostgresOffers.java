package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import koppel.connection.Acknowledgement;
import koppel.connection.ConnectionId;
import koppel.connection.KeyHolder;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.ParkedOffers;
import koppel.delivery.QueueId;
import koppel.document.Amount;
import koppel.document.DocumentId;
import koppel.persistence.Directions;
import koppel.persistence.OncePerMinute;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

@Singleton
class PostgresOffers implements Offers {

    private final Sql sql;
    private final StartDates startDates;
    private final OncePerMinute<ConnectionId> retrievals = new OncePerMinute<>();

    @Inject
    PostgresOffers(Sql sql, StartDates startDates) {
        this.sql = sql;
        this.startDates = startDates;
    }

    /** So many dead index entries may lie between the floor and the first offer before the floor is raised past them. */
    private static final int GAP = 32;

    /**
     * One row for the queue, open as it is, and more of them for its offers. The limit stands in the text, since a plan made for any
     * limit would be made for thousands of rows.
     */
    private static final String LIST = """
            SELECT q.epoch, q.floor_position, q.next_position, %s AS lapsing, p.*,
                   p.reoffered OR p.position < q.epoch_position AS again,
                   CASE WHEN p.position < q.epoch_position THEN q.epoch_started_at ELSE p.offered_at END AS offered_on
            FROM delivery_queue q
            LEFT JOIN LATERAL (
                SELECT p.position, p.document_id, p.reoffered, p.offered_at, d.supplier, d.number, d.issue_date, d.payable_amount,
                       d.currency, d.expires_at
                FROM pending p JOIN document d ON d.organisation_id = p.organisation_id AND d.document_id = p.document_id
                WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                  AND p.position >= greatest(q.floor_position, CASE WHEN q.epoch = ? THEN ? ELSE 1 END)
                  AND (p.lease_until IS NULL OR p.lease_until <= ? OR p.lease_epoch <> q.epoch)
                  AND d.expires_at > ?
                ORDER BY p.position LIMIT %d) p ON true
            WHERE q.connection_id = ? AND q.organisation_id = ? AND q.direction = ? AND q.open AND q.key_generation <= ?
            ORDER BY p.position
            """;

    private static final String LAPSING = """
            EXISTS (SELECT 1 FROM pending l WHERE l.organisation_id = q.organisation_id AND l.queue_id = q.queue_id
                      AND l.lease_epoch = q.epoch AND l.lease_until <= ?)""";

    /** What the queue's row says beside each offer. */
    private record Listed(int epoch, long floor, long next, boolean lapsing, Optional<Offer> offer) {}

    @Override
    public Listing list(
            KeyHolder holder,
            OrganisationId organisation,
            Direction direction,
            Optional<OfferCursor> after,
            int limit,
            Instant now) {
        List<Listed> rows = read(holder, organisation, direction, after, limit, now);
        if (rows.isEmpty()) {
            return new Listing(List.of(), false, Optional.empty());
        }
        if (rows.get(0).lapsing()) {
            lapse(holder, organisation, direction, now);
            rows = read(holder, organisation, direction, after, limit, now);
        }
        List<Offer> offers =
                rows.stream().map(Listed::offer).flatMap(Optional::stream).toList();
        rows.stream()
                .findFirst()
                .filter(queue -> liesHigh(queue, after))
                .ifPresent(queue -> raiseFloor(holder, organisation, direction));
        boolean more = offers.size() > limit;
        List<Offer> shown = more ? offers.subList(0, limit) : offers;
        Optional<OfferCursor> next = shown.isEmpty()
                ? Optional.empty()
                : Optional.of(new OfferCursor(
                        rows.get(0).epoch(), shown.get(shown.size() - 1).position()));
        return new Listing(shown, more, next);
    }

    private List<Listed> read(
            KeyHolder holder,
            OrganisationId organisation,
            Direction direction,
            Optional<OfferCursor> after,
            int limit,
            Instant now) {
        boolean leases = holder.acknowledgement() == Acknowledgement.EXPLICIT;
        List<Object> parameters = new ArrayList<>();
        if (leases) {
            parameters.add(now);
        }
        parameters.addAll(List.of(
                after.map(OfferCursor::epoch).orElse(-1),
                after.map(cursor -> cursor.position() + 1).orElse(1L),
                now,
                now,
                holder.connection().value(),
                organisation.number(),
                Directions.number(direction),
                holder.generation()));
        return sql.list(
                LIST.formatted(leases ? LAPSING : "false", limit + 1),
                row -> new Listed(
                        row.integer("epoch"),
                        row.number("floor_position"),
                        row.number("next_position"),
                        row.flag("lapsing"),
                        row.maybeUuid("document_id").isPresent() ? Optional.of(offer(row)) : Optional.empty()),
                parameters.toArray());
    }

    private static boolean liesHigh(Listed first, Optional<OfferCursor> after) {
        boolean fromFloor = after.filter(
                        cursor -> cursor.epoch() == first.epoch() && cursor.position() >= first.floor())
                .isEmpty();
        return fromFloor && first.offer().map(Offer::position).orElse(first.next()) - first.floor() >= GAP;
    }

    private static final String LOWEST = """
            coalesce((SELECT min(p.position) FROM pending p WHERE p.organisation_id = q.organisation_id
                        AND p.queue_id = q.queue_id AND p.position >= q.floor_position), q.next_position)""";

    /**
     * Dead index entries of what was retrieved would be walked over by every poll until they are vacuumed, which an old snapshot can put
     * off for long; so the floor is raised past them. Not when somebody holds the queue: the next poll will.
     */
    private void raiseFloor(KeyHolder holder, OrganisationId organisation, Direction direction) {
        sql.first(
                        """
                        SELECT q.queue_id FROM delivery_queue q
                        WHERE q.connection_id = ? AND q.organisation_id = ? AND q.direction = ? AND q.open
                          AND q.floor_position + ? <=\s""" + LOWEST + " FOR NO KEY UPDATE OF q SKIP LOCKED",
                        row -> row.integer("queue_id"),
                        holder.connection().value(),
                        organisation.number(),
                        Directions.number(direction),
                        GAP)
                .ifPresent(queue -> sql.change(
                        "WITH lowest AS MATERIALIZED (SELECT q.organisation_id, q.queue_id, " + LOWEST + """
                                 AS position FROM delivery_queue q WHERE q.organisation_id = ? AND q.queue_id = ?)
                        UPDATE delivery_queue q SET floor_position = lowest.position
                        FROM lowest WHERE q.organisation_id = lowest.organisation_id AND q.queue_id = lowest.queue_id
                          AND q.floor_position < lowest.position""",
                        organisation.number(),
                        queue));
    }

    private static Offer offer(Sql.Row row) throws SQLException {
        return new Offer(
                new DocumentId(row.uuid("document_id")),
                row.number("position"),
                row.instant("offered_on"),
                row.flag("again"),
                row.text("supplier"),
                row.text("number"),
                row.object("issue_date", LocalDate.class),
                new Amount(row.results().getBigDecimal("payable_amount"), row.text("currency")),
                row.instant("expires_at"));
    }

    /**
     * The queue of the holder, if it is open and the keys are still valid; locks it. Whoever waits for the lock finds the queue's newest
     * row, but the rows of all other tables as they were when the statement began. So the queue itself says which keys reach into it:
     * keys that a revocation ended meanwhile don't reach into the epoch that a reconnection started.
     */
    private static final String OPEN_QUEUE = """
            SELECT q.* FROM delivery_queue q
            WHERE q.connection_id = ? AND q.organisation_id = ? AND q.direction = ? AND q.open AND q.key_generation <= ?
              AND EXISTS (SELECT 1 FROM key_generation k
                          WHERE k.organisation_id = ? AND k.connection_id = ? AND k.generation = ?
                            AND (k.valid_until IS NULL OR k.valid_until > ?))
            FOR NO KEY UPDATE OF q
            """;

    private static Object[] openQueue(
            KeyHolder holder, OrganisationId organisation, Direction direction, Instant now, Object... more) {
        Object[] own = {
            holder.connection().value(),
            organisation.number(),
            Directions.number(direction),
            holder.generation(),
            holder.owner().number(),
            holder.connection().value(),
            holder.generation(),
            now
        };
        return Stream.concat(Arrays.stream(own), Arrays.stream(more)).toArray();
    }

    /** Leases that ran out become new offers, with positions of their own, so that a package that looks only at news sees them. */
    private void lapse(KeyHolder holder, OrganisationId organisation, Direction direction, Instant now) {
        // a statement of its own, so that the next one sees all leases as they are under the lock
        Optional<QueueId> queue = sql.first(
                OPEN_QUEUE,
                row -> new QueueId(organisation, row.integer("queue_id")),
                openQueue(holder, organisation, direction, now));
        if (queue.isEmpty()) {
            return;
        }
        sql.change(
                "WITH q AS MATERIALIZED (" + OPEN_QUEUE + """
                        ), lapsed AS MATERIALIZED (
                            SELECT p.organisation_id, p.queue_id, p.position, row_number() OVER (ORDER BY p.position) - 1 AS step
                            FROM pending p JOIN q USING (organisation_id, queue_id)
                            WHERE p.lease_epoch = q.epoch AND p.lease_until <= ?),
                        counted AS (
                            UPDATE delivery_queue d SET next_position = d.next_position + (SELECT count(*) FROM lapsed),
                                newest_offer_at = greatest(d.newest_offer_at, ?)
                            FROM q WHERE d.organisation_id = q.organisation_id AND d.queue_id = q.queue_id),
                        moved AS (
                            UPDATE pending p SET position = q.next_position + l.step, offered_at = greatest(q.newest_offer_at, ?),
                                entered_position = coalesce(p.entered_position, p.position),
                                reoffered = true, failures = p.failures + 1,
                                lease_until = CASE WHEN p.failures + 1 >= ? THEN timestamptz '9999-12-31 00:00:00+00' END,
                                lease_epoch = CASE WHEN p.failures + 1 >= ? THEN q.epoch END
                            FROM lapsed l JOIN q USING (organisation_id, queue_id)
                            WHERE p.organisation_id = l.organisation_id AND p.queue_id = l.queue_id AND p.position = l.position
                            RETURNING p.organisation_id, p.queue_id, p.document_id, p.position, q.epoch, p.offered_at)
                        INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, generation, position, at)
                        SELECT organisation_id, queue_id, document_id, 'lapsed', epoch, NULL, position, offered_at FROM moved""",
                openQueue(
                        holder,
                        organisation,
                        direction,
                        now,
                        now,
                        now,
                        now,
                        ParkedOffers.MOST_DELIVERIES,
                        ParkedOffers.MOST_DELIVERIES));
        startDates.holdBackLapsed(queue.get(), now);
    }

    @Override
    public Optional<Standing> standing(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document) {
        return sql.first(
                        """
                        SELECT EXISTS (SELECT 1 FROM pending p
                                       WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.document_id = ?
                                         AND q.open AND p.position >= q.floor_position) AS offered,
                               EXISTS (SELECT 1 FROM retrieval r
                                       WHERE r.organisation_id = q.organisation_id AND r.queue_id = q.queue_id
                                         AND r.document_id = ?) AS retrieved
                        FROM delivery_queue q WHERE q.connection_id = ? AND q.organisation_id = ? AND q.direction = ?""",
                        row -> row.flag("offered")
                                ? Optional.of(Standing.OFFERED)
                                : row.flag("retrieved") ? Optional.of(Standing.RETRIEVED) : Optional.<Standing>empty(),
                        document.value(),
                        document.value(),
                        holder.connection().value(),
                        organisation.number(),
                        Directions.number(direction))
                .flatMap(standing -> standing);
    }

    @Override
    public void lease(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        sql.change(
                "WITH q AS MATERIALIZED (" + OPEN_QUEUE + """
                        ), leased AS (
                            UPDATE pending p SET lease_epoch = q.epoch, lease_until = ?,
                                failures = CASE WHEN p.lease_epoch <> q.epoch THEN 0 ELSE p.failures END
                            FROM q WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.document_id = ?
                              AND p.position >= q.floor_position
                            RETURNING p.organisation_id, p.queue_id, p.document_id, p.position, q.epoch, p.lease_until)
                        INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, generation, position, at, lease_until)
                        SELECT organisation_id, queue_id, document_id, 'leased', epoch, ?, position, ?, lease_until FROM leased""",
                openQueue(
                        holder,
                        organisation,
                        direction,
                        now,
                        now.plus(holder.lease()),
                        document.value(),
                        holder.generation(),
                        now));
    }

    @Override
    public Map<DocumentId, Acknowledged> retrieve(
            KeyHolder holder,
            OrganisationId organisation,
            Direction direction,
            List<DocumentId> documents,
            Instant now) {
        UUID[] ids = documents.stream().map(DocumentId::value).distinct().toArray(UUID[]::new);
        Map<DocumentId, Acknowledged> outcomes = new HashMap<>();
        List<DocumentId> retrieved = sql.list(
                "WITH q AS MATERIALIZED (" + OPEN_QUEUE + """
                        ), gone AS (
                            DELETE FROM pending p USING q
                            WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.document_id = ANY (?)
                              AND p.position >= q.floor_position
                            RETURNING p.*, q.epoch,
                                CASE WHEN p.position < q.epoch_position THEN q.epoch_started_at ELSE p.offered_at END AS newest_offer)
                        INSERT INTO retrieval (organisation_id, queue_id, document_id, position, entered_epoch, entered_position, epoch,
                                               generation, offered_at, retrieved_at)
                        SELECT organisation_id, queue_id, document_id, position, entered_epoch, entered_position, epoch, ?, newest_offer, ?
                        FROM gone
                        RETURNING document_id""",
                row -> new DocumentId(row.uuid("document_id")),
                openQueue(holder, organisation, direction, now, ids, holder.generation(), now));
        retrieved.forEach(id -> outcomes.put(id, Acknowledged.ACKNOWLEDGED));
        if (!retrieved.isEmpty() && retrievals.isDue(holder.connection(), now)) {
            sql.change("""
                    INSERT INTO connection_use (organisation_id, connection_id, last_retrieved_at) VALUES (?, ?, ?)
                    ON CONFLICT (organisation_id, connection_id) DO UPDATE SET last_retrieved_at = excluded.last_retrieved_at""", holder.owner().number(), holder.connection().value(), now);
        }
        if (retrieved.size() < ids.length) {
            sql.list(
                            """
                            SELECT DISTINCT r.document_id FROM delivery_queue q JOIN retrieval r USING (organisation_id, queue_id)
                            WHERE q.connection_id = ? AND q.organisation_id = ? AND q.direction = ? AND r.document_id = ANY (?)""",
                            row -> new DocumentId(row.uuid("document_id")),
                            holder.connection().value(),
                            organisation.number(),
                            Directions.number(direction),
                            ids)
                    .forEach(id -> outcomes.putIfAbsent(id, Acknowledged.ALREADY_ACKNOWLEDGED));
        }
        return outcomes;
    }

    @Override
    public boolean release(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        boolean released = sql.change(
                        "WITH q AS MATERIALIZED (" + OPEN_QUEUE + """
                                ), counted AS (
                                    UPDATE delivery_queue d SET next_position = d.next_position + 1,
                                        newest_offer_at = greatest(d.newest_offer_at, ?)
                                    FROM q WHERE d.organisation_id = q.organisation_id AND d.queue_id = q.queue_id),
                                moved AS (
                                    UPDATE pending p SET position = q.next_position, offered_at = greatest(q.newest_offer_at, ?),
                                        entered_position = coalesce(p.entered_position, p.position),
                                        reoffered = true, failures = p.failures + 1,
                                        lease_until = CASE WHEN p.failures + 1 >= ? THEN timestamptz '9999-12-31 00:00:00+00' END,
                                        lease_epoch = CASE WHEN p.failures + 1 >= ? THEN q.epoch END
                                    FROM q WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                                      AND p.document_id = ? AND p.position >= q.floor_position
                                    RETURNING p.organisation_id, p.queue_id, p.document_id, p.position, q.epoch, p.offered_at)
                                INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, generation, position, at)
                                SELECT organisation_id, queue_id, document_id, 'released', epoch, ?, position, offered_at FROM moved""",
                        openQueue(
                                holder,
                                organisation,
                                direction,
                                now,
                                now,
                                now,
                                ParkedOffers.MOST_DELIVERIES,
                                ParkedOffers.MOST_DELIVERIES,
                                document.value(),
                                holder.generation()))
                > 0;
        if (released) {
            queueOf(holder, organisation, direction)
                    .ifPresent(queue -> startDates.holdBackReleased(queue, document, now));
        }
        return released;
    }

    private Optional<QueueId> queueOf(KeyHolder holder, OrganisationId organisation, Direction direction) {
        return sql.first(
                "SELECT queue_id FROM delivery_queue WHERE connection_id = ? AND organisation_id = ? AND direction = ?",
                row -> new QueueId(organisation, row.integer("queue_id")),
                holder.connection().value(),
                organisation.number(),
                Directions.number(direction));
    }

    @Override
    public boolean withdraw(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        return sql.change(
                        "WITH q AS MATERIALIZED (" + OPEN_QUEUE + """
                                ), gone AS (
                                    DELETE FROM pending p USING q
                                    WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.document_id = ?
                                      AND p.position >= q.floor_position
                                    RETURNING p.*, q.epoch)
                                INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, generation, position, at,
                                                         entered_epoch, entered_position)
                                SELECT organisation_id, queue_id, document_id, 'withdrawn', epoch, ?, position, ?,
                                       entered_epoch, entered_position FROM gone""",
                        openQueue(holder, organisation, direction, now, document.value(), holder.generation(), now))
                > 0;
    }
}
