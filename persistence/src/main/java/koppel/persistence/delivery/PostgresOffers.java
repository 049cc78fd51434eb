package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.KeyHolder;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.document.DocumentId;
import koppel.persistence.Directions;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

@Singleton
class PostgresOffers implements Offers {

    private final Sql sql;
    private final Listings listings;
    private final Leases leases;
    private final Retrievals retrievals;

    @Inject
    PostgresOffers(Sql sql, Listings listings, Leases leases, Retrievals retrievals) {
        this.sql = sql;
        this.listings = listings;
        this.leases = leases;
        this.retrievals = retrievals;
    }

    @Override
    public Listing list(
            KeyHolder holder,
            OrganisationId organisation,
            Direction direction,
            Optional<OfferCursor> after,
            int limit,
            Instant now) {
        return listings.list(holder, organisation, direction, after, limit, now);
    }

    @Override
    public boolean lease(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        return leases.lease(holder, organisation, direction, document, now);
    }

    @Override
    public boolean release(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        return leases.release(holder, organisation, direction, document, now);
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
    public Map<DocumentId, Acknowledged> retrieve(
            KeyHolder holder,
            OrganisationId organisation,
            Direction direction,
            List<DocumentId> documents,
            Instant now) {
        UUID[] ids = documents.stream().map(DocumentId::value).distinct().toArray(UUID[]::new);
        Map<DocumentId, Acknowledged> outcomes = new HashMap<>();
        List<DocumentId> retrieved = retrievals.retrieve(
                OpenQueue.LOCKED, OpenQueue.of(holder, organisation, direction, now), ids, holder, now);
        retrieved.forEach(id -> outcomes.put(id, Acknowledged.ACKNOWLEDGED));
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
    public Withdrawal withdraw(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        int withdrawn = sql.change(
                "WITH q AS MATERIALIZED (" + OpenQueue.LOCKED + """
                                ), gone AS (
                                    DELETE FROM pending p USING q
                                    WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.document_id = ?
                                      AND p.position >= q.floor_position
                                    RETURNING p.*, q.epoch)
                                INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, generation, position, at,
                                                         entered_epoch, entered_position)
                                SELECT organisation_id, queue_id, document_id, 'withdrawn', epoch, ?, position, ?,
                                       entered_epoch, entered_position FROM gone""",
                OpenQueue.of(holder, organisation, direction, now, document.value(), holder.generation(), now));
        return withdrawn > 0 ? Withdrawal.WITHDRAWN : withdrawnBefore(holder, organisation, direction, document);
    }

    /** What a start date or a revocation withdrew was not the package's doing: it has not dealt with that. */
    private Withdrawal withdrawnBefore(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document) {
        return sql.first(
                        """
                        SELECT 1 FROM delivery_queue q
                        WHERE q.connection_id = ? AND q.organisation_id = ? AND q.direction = ?
                          AND (EXISTS (SELECT 1 FROM retrieval r
                                       WHERE r.organisation_id = q.organisation_id AND r.queue_id = q.queue_id AND r.document_id = ?)
                            OR EXISTS (SELECT 1 FROM offer_event v
                                       WHERE v.organisation_id = q.organisation_id AND v.queue_id = q.queue_id AND v.document_id = ?
                                         AND v.event = 'withdrawn' AND v.generation IS NOT NULL))""",
                        row -> Withdrawal.OVER_BEFORE,
                        holder.connection().value(),
                        organisation.number(),
                        Directions.number(direction),
                        document.value(),
                        document.value())
                .orElse(Withdrawal.NOT_FOUND);
    }
}
