package koppel.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import koppel.connection.RecentHolder;
import koppel.document.DocumentId;
import koppel.organisation.PartyId;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/**
 * Port: what packages do most, each in one statement, which asks for itself whether the keys are still valid and serve the organisation that
 * the request names. Nothing in the answer says why there is none; then {@link Offers} is the way.
 */
public interface DirectDelivery {

    /** A document whose download may begin, with its first part, which of most documents is all. */
    record Opened(OrganisationId organisation, DocumentId document, long size, byte[] firstPart) {}

    /** The same as {@link Offers#list} tells, if all is as usual. */
    Optional<Offers.Listing> list(
            RecentHolder recent,
            PartyId party,
            Direction direction,
            Optional<OfferCursor> after,
            int limit,
            Instant now);

    /** A document that is offered to or was retrieved by this consumer, and has not expired; leases nothing. */
    Optional<Opened> open(RecentHolder recent, PartyId party, Direction direction, DocumentId document, Instant now);

    /**
     * Marks offered documents as retrieved, like {@link Offers#retrieve}.
     *
     * @return those that this call has retrieved
     */
    Set<DocumentId> retrieve(
            RecentHolder recent, PartyId party, Direction direction, List<DocumentId> documents, Instant now);
}
