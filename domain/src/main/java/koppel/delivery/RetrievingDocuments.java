package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.connection.Acknowledgement;
import koppel.connection.KeyHolder;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.Documents;
import koppel.document.Verdict;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** A software package lists, downloads and acknowledges what lies ready for it. */
@Singleton
public class RetrievingDocuments {

    private static final int MOST_LISTED = 1000;
    private static final int MOST_ACKNOWLEDGED = 1000;

    private final Offers offers;
    private final Documents documents;
    private final Clock clock;

    @Inject
    public RetrievingDocuments(Offers offers, Documents documents, Clock clock) {
        this.offers = offers;
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * @param after a cursor's text, or null from the start
     * @throws InvalidInput for a limit outside 1 to 1000 or a cursor that was not made here
     */
    @Transactional
    public Offers.Listing list(
            KeyHolder holder, OrganisationId organisation, Direction direction, String after, int limit) {
        Optional<OfferCursor> cursor = Optional.ofNullable(after).flatMap(OfferCursor::parse);
        InvalidInput.Collector wrong = new InvalidInput.Collector();
        wrong.require(mayBeListed(limit), "limit", "Between 1 and " + MOST_LISTED + ".");
        wrong.require(after == null || cursor.isPresent(), "after", "Not a cursor of a listing.");
        wrong.throwIfAny();
        return offers.list(holder, organisation, direction, cursor, limit, clock.now());
    }

    static boolean mayBeListed(int limit) {
        return limit >= 1 && limit <= MOST_LISTED;
    }

    /**
     * Begins a download: where acknowledgement is explicit the document is leased from now on, unless it is parked.
     *
     * @throws NotFound for a document that is neither offered to nor retrieved by this consumer, and for an expired one
     */
    @Transactional
    public Document beginDownload(KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId id) {
        Instant now = clock.now();
        Offers.Standing standing = standing(holder, organisation, direction, id);
        Document document = unexpired(organisation, direction, id, now);
        if (standing == Offers.Standing.OFFERED
                && holder.acknowledgement() == Acknowledgement.EXPLICIT
                && !offers.lease(holder, organisation, direction, id, now)) {
            // parked or retrieved meanwhile, which can be downloaded, or gone from the queue when its lease lapsed
            standing(holder, organisation, direction, id);
        }
        return document;
    }

    /**
     * Whether a download would begin; it leases and retrieves nothing.
     *
     * @throws NotFound as {@link #beginDownload}
     */
    @Transactional
    public void look(KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId id) {
        standing(holder, organisation, direction, id);
        unexpired(organisation, direction, id, clock.now());
    }

    private Offers.Standing standing(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId id) {
        return offers.standing(holder, organisation, direction, id).orElseThrow(() -> new NotFound("document"));
    }

    private Document unexpired(OrganisationId organisation, Direction direction, DocumentId id, Instant now) {
        return documents
                .byId(organisation, direction, id)
                .filter(found -> found.expiresOn().isAfter(now))
                .orElseThrow(() -> new NotFound("document"));
    }

    /** One part of the bytes of a document whose download has begun; empty after the last. */
    @Transactional
    public Optional<byte[]> part(OrganisationId organisation, DocumentId id, int part) {
        return documents.part(organisation, id, part);
    }

    /**
     * Ends a download whose last byte is written: unless acknowledgement is explicit the document is retrieved. When the keys ended
     * meanwhile it stays unretrieved: the package may get it twice, but never loses it.
     */
    @Transactional
    public void endDownload(KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId id) {
        if (holder.acknowledgement() == Acknowledgement.ON_DOWNLOAD) {
            offers.retrieve(holder, organisation, direction, List.of(id), clock.now());
        }
    }

    /**
     * Acknowledges documents; repeating it changes nothing.
     *
     * @return an outcome for each distinct id, in the order asked for
     */
    @Transactional
    public Map<DocumentId, Offers.Acknowledged> acknowledge(
            KeyHolder holder, OrganisationId organisation, Direction direction, List<DocumentId> ids) {
        if (ids.isEmpty() || ids.size() > MOST_ACKNOWLEDGED) {
            throw new InvalidInput("documentIds", "Between 1 and " + MOST_ACKNOWLEDGED + " ids.");
        }
        Map<DocumentId, Offers.Acknowledged> found = offers.retrieve(holder, organisation, direction, ids, clock.now());
        Map<DocumentId, Offers.Acknowledged> inOrder = new LinkedHashMap<>();
        ids.forEach(id -> inOrder.put(id, found.getOrDefault(id, Offers.Acknowledged.NOT_FOUND)));
        return inOrder;
    }

    /** @throws NotFound when it is not leased */
    @Transactional
    public void release(KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId id) {
        if (!offers.release(holder, organisation, direction, id, clock.now())) {
            throw new NotFound("document");
        }
    }

    /**
     * Withdraws the offer of a document. Without effect on one that was retrieved or withdrawn before: there are packages that
     * delete whatever they have downloaded.
     *
     * @throws NotFound for a document that was never offered to this consumer, and for one without an offer that has expired
     */
    @Transactional
    public void withdraw(KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId id) {
        Instant now = clock.now();
        switch (offers.withdraw(holder, organisation, direction, id, now)) {
            case WITHDRAWN -> {}
            case OVER_BEFORE -> unexpired(organisation, direction, id, now);
            case NOT_FOUND -> throw new NotFound("document");
        }
    }

    /**
     * The statuses of a document that the package has to do with; what a connection sent stays with the one that follows it, so that the
     * buyer's responses reach the package under its new keys.
     *
     * @throws NotFound for a document that is neither offered to, retrieved by nor sent by this consumer
     */
    @Transactional
    public List<Documents.Status> statuses(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId id) {
        ofItsBusiness(holder, organisation, direction, id);
        return documents.statuses(organisation, id);
    }

    /**
     * What the rules said about a document when it entered, for whom its statuses are.
     *
     * @throws NotFound as {@link #statuses}
     */
    @Transactional
    public Verdict findings(KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId id) {
        return documents.verdict(ofItsBusiness(holder, organisation, direction, id));
    }

    private Document ofItsBusiness(KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId id) {
        Document document = documents.byId(organisation, direction, id).orElseThrow(() -> new NotFound("document"));
        boolean sentByIt = document.sentBy().isPresent() && documents.isSentBy(organisation, id, holder.connection());
        if (!sentByIt && offers.standing(holder, organisation, direction, id).isEmpty()) {
            throw new NotFound("document");
        }
        return document;
    }
}
