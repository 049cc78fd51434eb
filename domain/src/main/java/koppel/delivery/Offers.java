package koppel.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.connection.KeyHolder;
import koppel.document.DocumentId;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/**
 * Port: what lies ready for the holder of keys. Every statement that changes something does it under the queue row's lock and under the
 * condition that the keys are still valid and the queue is open, so that it comes wholly before or wholly after a revocation.
 */
public interface Offers {

    /** @param next the cursor behind the last item, also when nothing follows yet, so that a package can poll from it; empty when there is no item */
    record Listing(List<Offer> items, boolean more, Optional<OfferCursor> next) {}

    /** What a package has to do with a document. */
    enum Standing {
        /** Lies ready, leased or not. */
        OFFERED,
        /** Was retrieved by this consumer before. */
        RETRIEVED
    }

    enum Acknowledged {
        /** Retrieved by this call. */
        ACKNOWLEDGED,
        /** Was retrieved before; nothing changed. */
        ALREADY_ACKNOWLEDGED,
        /** Not there, or not for this consumer. */
        NOT_FOUND
    }

    enum Withdrawal {
        /** Withdrawn by this call. */
        WITHDRAWN,
        /** Retrieved or withdrawn by this consumer before, and not offered now; nothing changed. */
        OVER_BEFORE,
        /** Not there, or not for this consumer. */
        NOT_FOUND
    }

    /** Oldest first; what is leased is not listed. Empty listing when the queue is not open. */
    Listing list(
            KeyHolder holder,
            OrganisationId organisation,
            Direction direction,
            Optional<OfferCursor> after,
            int limit,
            Instant now);

    /** Empty: the document is nothing to this consumer. */
    Optional<Standing> standing(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document);

    /**
     * Leases an offered document, or prolongs its lease; without effect on one that was retrieved, and on one that is parked. A lease that
     * ran out lapses first, as by a listing, which may park the document or take it out of the queue for its start date.
     *
     * @return whether it is leased now
     */
    boolean lease(KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now);

    /**
     * Marks offered documents as retrieved: the offer leaves the queue and a retrieval is on record.
     *
     * @return an outcome for each id asked for
     */
    Map<DocumentId, Acknowledged> retrieve(
            KeyHolder holder,
            OrganisationId organisation,
            Direction direction,
            List<DocumentId> documents,
            Instant now);

    /**
     * Gives a leased document back: it is offered again at once, as a new offer.
     *
     * @return whether it was leased; nothing changes where it was not
     */
    boolean release(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now);

    /** Withdraws an offer; the document stays. */
    Withdrawal withdraw(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now);
}
