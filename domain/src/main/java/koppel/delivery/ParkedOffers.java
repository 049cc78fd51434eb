package koppel.delivery;

import java.time.Instant;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.document.DocumentId;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.softwarepackage.Direction;

/**
 * Port: offers that were given back or lapsed too often. They stay in their queue but are not offered any more, until somebody has looked
 * into it: redrives it, or chooses it for a re-offer. A re-offer of everything leaves them parked; a reconnection offers them.
 */
public interface ParkedOffers {

    /** So often an offer may be given back or lapse; then it is parked. */
    int MOST_DELIVERIES = 10;

    /** @param failures how often it was delivered in vain */
    record Parked(
            DocumentId document,
            Direction direction,
            ConnectionId connection,
            String sender,
            String number,
            int failures,
            Instant offeredOn) {}

    /** @param after opaque, from the page before */
    Page<Parked> of(OrganisationId organisation, Optional<String> after, int limit);

    /**
     * Offers a document again in every queue of the organisation where it is parked, as a new offer.
     *
     * @return in how many
     */
    int redrive(OrganisationId organisation, DocumentId document, Instant now);
}
