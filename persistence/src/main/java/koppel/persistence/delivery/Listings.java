package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import koppel.connection.Acknowledgement;
import koppel.connection.KeyHolder;
import koppel.connection.RecentHolder;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.document.Amount;
import koppel.document.DocumentId;
import koppel.organisation.PartyId;
import koppel.persistence.Directions;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** What lies ready in a queue, in its order. */
@Singleton
class Listings {

    private final Sql sql;
    private final Leases leases;

    /** The statement's text follows from this; making it takes a good part of what a poll takes. */
    private record Shape(boolean leases, int limit, String organisation) {}

    private final Map<Shape, String> texts = new ConcurrentHashMap<>();

    @Inject
    Listings(Sql sql, Leases leases) {
        this.sql = sql;
        this.leases = leases;
    }

    /** So many dead index entries may lie between a queue's front and its first offer before the front is moved past them. */
    private static final int GAP = 32;

    /**
     * One row for the queue, open as it is, and more of them for its offers: of what is leased or parked not even index entries are read. The
     * limit stands in the text, since a plan made for any limit would be made for thousands of rows.
     */
    private static final String LIST = """
            SELECT q.epoch, q.front_position, q.next_position, %s AS lapsing, p.*,
                   p.reoffered OR p.position < q.epoch_position AS again,
                   CASE WHEN p.position < q.epoch_position THEN q.epoch_started_at ELSE p.offered_at END AS offered_on
            FROM delivery_queue q
            LEFT JOIN LATERAL (
                SELECT p.position, p.document_id, p.reoffered, p.offered_at, d.supplier, d.number, d.issue_date, d.payable_amount,
                       d.currency, d.expires_at
                FROM pending p JOIN document d ON d.organisation_id = p.organisation_id AND d.document_id = p.document_id
                WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                  AND p.position >= greatest(q.front_position, CASE WHEN q.epoch = ? THEN ? ELSE 1 END)
                  AND p.lease_until IS NULL
                  AND d.expires_at > ?
                ORDER BY p.position LIMIT %d) p ON true
            WHERE q.connection_id = ? AND q.organisation_id = %s AND q.direction = ? AND q.open AND q.key_generation <= ? %s
            ORDER BY p.position
            """;

    private static final String LAPSING = "q.next_lapse_at <= ?";

    /** What the queue's row says beside each offer. */
    private record Listed(int epoch, long front, long next, boolean lapsing, Optional<Offer> offer) {}

    Offers.Listing list(
            KeyHolder holder,
            OrganisationId organisation,
            Direction direction,
            Optional<OfferCursor> after,
            int limit,
            Instant now) {
        List<Listed> rows = read(holder, organisation, direction, after, limit, now);
        if (!rows.isEmpty() && rows.get(0).lapsing()) {
            leases.lapse(holder, organisation, direction, now);
            rows = read(holder, organisation, direction, after, limit, now);
        }
        // after a lapse too: somebody may have revoked the connection between the two looks
        if (rows.isEmpty()) {
            return new Offers.Listing(List.of(), false, Optional.empty());
        }
        if (liesHigh(rows.get(0), after)) {
            moveFront(holder, organisation, direction);
        }
        return listing(rows, limit);
    }

    private static Offers.Listing listing(List<Listed> rows, int limit) {
        List<Offer> offers =
                rows.stream().map(Listed::offer).flatMap(Optional::stream).toList();
        boolean more = offers.size() > limit;
        List<Offer> shown = more ? offers.subList(0, limit) : offers;
        Optional<OfferCursor> next = shown.isEmpty()
                ? Optional.empty()
                : Optional.of(new OfferCursor(
                        rows.get(0).epoch(), shown.get(shown.size() - 1).position()));
        return new Offers.Listing(shown, more, next);
    }

    private List<Listed> read(
            KeyHolder holder,
            OrganisationId organisation,
            Direction direction,
            Optional<OfferCursor> after,
            int limit,
            Instant now) {
        return read(holder, "?", List.of(organisation.number()), "", List.of(), direction, after, limit, now);
    }

    /**
     * What lies ready if the keys are still valid and serve the organisation that the request names, all of it as of one moment; empty when
     * not, and when there is something to do before or after, which takes the other way.
     */
    Optional<Offers.Listing> direct(
            RecentHolder recent,
            PartyId party,
            Direction direction,
            Optional<OfferCursor> after,
            int limit,
            Instant now) {
        List<Listed> rows = read(
                recent.asItWas(),
                StillValid.SERVED_ORGANISATION,
                StillValid.servedOrganisation(recent, party),
                "AND " + StillValid.KEYS,
                StillValid.keys(recent, now),
                direction,
                after,
                limit,
                now);
        return rows.isEmpty() || rows.get(0).lapsing() || liesHigh(rows.get(0), after)
                ? Optional.empty()
                : Optional.of(listing(rows, limit));
    }

    private List<Listed> read(
            KeyHolder holder,
            String organisation,
            List<?> ofOrganisation,
            String condition,
            List<?> ofCondition,
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
                holder.connection().value()));
        parameters.addAll(ofOrganisation);
        parameters.addAll(List.of(Directions.number(direction), holder.generation()));
        parameters.addAll(ofCondition);
        return sql.list(
                texts.computeIfAbsent(
                        new Shape(leases, limit, organisation),
                        shape -> LIST.formatted(leases ? LAPSING : "false", limit + 1, organisation, condition)),
                row -> new Listed(
                        row.integer("epoch"),
                        row.number("front_position"),
                        row.number("next_position"),
                        row.flag("lapsing"),
                        row.maybeUuid("document_id").isPresent() ? Optional.of(offer(row)) : Optional.empty()),
                parameters.toArray());
    }

    private static boolean liesHigh(Listed first, Optional<OfferCursor> after) {
        boolean fromFront = after.filter(
                        cursor -> cursor.epoch() == first.epoch() && cursor.position() >= first.front())
                .isEmpty();
        return fromFront && first.offer().map(Offer::position).orElse(first.next()) - first.front() >= GAP;
    }

    private static final String FIRST = """
            coalesce((SELECT min(p.position) FROM pending p WHERE p.organisation_id = q.organisation_id
                        AND p.queue_id = q.queue_id AND p.lease_until IS NULL AND p.position >= q.front_position), q.next_position)""";

    /**
     * Dead index entries of what was retrieved or leased would be walked over by every poll until they are vacuumed, which an old snapshot can
     * put off for long; so the front is moved past them. What is leased behind it gets a place at the end before it is listed again. Not when
     * somebody holds the queue: the next poll will.
     */
    private void moveFront(KeyHolder holder, OrganisationId organisation, Direction direction) {
        sql.first(
                        """
                        SELECT q.queue_id FROM delivery_queue q
                        WHERE q.connection_id = ? AND q.organisation_id = ? AND q.direction = ? AND q.open
                          AND q.front_position + ? <=\s""" + FIRST + " FOR NO KEY UPDATE OF q SKIP LOCKED",
                        row -> row.integer("queue_id"),
                        holder.connection().value(),
                        organisation.number(),
                        Directions.number(direction),
                        GAP)
                .ifPresent(queue -> sql.change(
                        "WITH first AS MATERIALIZED (SELECT q.organisation_id, q.queue_id, " + FIRST + """
                                 AS position FROM delivery_queue q WHERE q.organisation_id = ? AND q.queue_id = ?)
                        UPDATE delivery_queue q SET front_position = first.position
                        FROM first WHERE q.organisation_id = first.organisation_id AND q.queue_id = first.queue_id
                          AND q.front_position < first.position""",
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
}
