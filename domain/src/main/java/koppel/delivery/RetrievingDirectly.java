package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import koppel.connection.Acknowledgement;
import koppel.connection.RecentHolder;
import koppel.delivery.DirectDelivery.Opened;
import koppel.document.DocumentId;
import koppel.organisation.PartyId;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.softwarepackage.Direction;

/**
 * What {@link RetrievingDocuments} does, for whoever called within the last minute and asks for something usual: one statement each, and no
 * transaction around it. An empty answer says nothing; who gets one goes the other way, which tells why.
 */
@Singleton
public class RetrievingDirectly {

    private final DirectDelivery delivery;
    private final Clock clock;

    @Inject
    public RetrievingDirectly(DirectDelivery delivery, Clock clock) {
        this.delivery = delivery;
        this.clock = clock;
    }

    /** @param after a cursor's text, or null from the start */
    public Optional<Offers.Listing> list(
            RecentHolder recent, String party, Direction direction, String after, int limit) {
        Optional<OfferCursor> cursor = Optional.ofNullable(after).flatMap(OfferCursor::parse);
        if ((after != null && cursor.isEmpty()) || !RetrievingDocuments.mayBeListed(limit)) {
            return Optional.empty();
        }
        return named(party).flatMap(named -> delivery.list(recent, named, direction, cursor, limit, clock.now()));
    }

    /** Begins a download, unless it leases the document. */
    public Optional<Opened> beginDownload(RecentHolder recent, String party, Direction direction, DocumentId document) {
        return recent.asItWas().acknowledgement() == Acknowledgement.EXPLICIT
                ? Optional.empty()
                : named(party).flatMap(named -> delivery.open(recent, named, direction, document, clock.now()));
    }

    /** Documents that were offered and now are retrieved; the others are as they were. */
    public Set<DocumentId> retrieve(
            RecentHolder recent, String party, Direction direction, List<DocumentId> documents) {
        return named(party)
                .map(named -> delivery.retrieve(recent, named, direction, documents, clock.now()))
                .orElse(Set.of());
    }

    /** By its party id, as nearly everybody does. */
    private static Optional<PartyId> named(String party) {
        try {
            return Optional.of(PartyId.parse(party));
        } catch (InvalidInput notAPartyId) {
            return Optional.empty();
        }
    }
}
