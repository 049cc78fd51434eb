package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import koppel.connection.RecentHolder;
import koppel.delivery.DirectDelivery;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.document.DocumentId;
import koppel.organisation.PartyId;
import koppel.persistence.Directions;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

@Singleton
class PostgresDirectDelivery implements DirectDelivery {

    private final Sql sql;
    private final Listings listings;
    private final Retrievals retrievals;

    @Inject
    PostgresDirectDelivery(Sql sql, Listings listings, Retrievals retrievals) {
        this.sql = sql;
        this.listings = listings;
        this.retrievals = retrievals;
    }

    @Override
    public Optional<Offers.Listing> list(
            RecentHolder recent,
            PartyId party,
            Direction direction,
            Optional<OfferCursor> after,
            int limit,
            Instant now) {
        return listings.direct(recent, party, direction, after, limit, now);
    }

    /** Of an offered document, and of one that was retrieved before. */
    private static final String OPENED = """
            SELECT d.organisation_id, d.size, c.bytes
            FROM delivery_queue q
            JOIN document d ON d.organisation_id = q.organisation_id AND d.document_id = ? AND d.direction = q.direction
            JOIN document_content c ON c.organisation_id = d.organisation_id AND c.document_id = d.document_id AND c.part = 0
            WHERE q.connection_id = ? AND q.organisation_id = %s AND q.direction = ? AND d.expires_at > ? AND %s
              AND (EXISTS (SELECT 1 FROM pending p
                           WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id AND p.document_id = ?
                             AND q.open AND p.position >= q.floor_position)
                OR EXISTS (SELECT 1 FROM retrieval r
                           WHERE r.organisation_id = q.organisation_id AND r.queue_id = q.queue_id AND r.document_id = ?))
            """.formatted(StillValid.SERVED_ORGANISATION, StillValid.KEYS);

    @Override
    public Optional<Opened> open(
            RecentHolder recent, PartyId party, Direction direction, DocumentId document, Instant now) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(document.value());
        parameters.add(recent.asItWas().connection().value());
        parameters.addAll(StillValid.servedOrganisation(recent, party));
        parameters.add(Directions.number(direction));
        parameters.add(now);
        parameters.addAll(StillValid.keys(recent, now));
        parameters.add(document.value());
        parameters.add(document.value());
        return sql.first(
                OPENED,
                row -> new Opened(
                        new OrganisationId(row.integer("organisation_id")),
                        document,
                        row.number("size"),
                        row.bytes("bytes")),
                parameters.toArray());
    }

    private static final String LOCKED_QUEUE = """
            SELECT q.* FROM delivery_queue q
            WHERE q.connection_id = ? AND q.organisation_id = %s AND q.direction = ? AND q.open AND q.key_generation <= ? AND %s
            FOR NO KEY UPDATE OF q
            """.formatted(StillValid.SERVED_ORGANISATION, StillValid.KEYS);

    @Override
    public Set<DocumentId> retrieve(
            RecentHolder recent, PartyId party, Direction direction, List<DocumentId> documents, Instant now) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(recent.asItWas().connection().value());
        parameters.addAll(StillValid.servedOrganisation(recent, party));
        parameters.add(Directions.number(direction));
        parameters.add(recent.asItWas().generation());
        parameters.addAll(StillValid.keys(recent, now));
        return Set.copyOf(retrievals.retrieve(
                LOCKED_QUEUE,
                parameters.toArray(),
                documents.stream().map(DocumentId::value).toArray(UUID[]::new),
                recent.asItWas(),
                now));
    }
}
