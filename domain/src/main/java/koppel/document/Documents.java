package koppel.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** Port: the documents of an organisation, their bytes and statuses. Everything is asked for under the organisation. */
public interface Documents {

    /** A status a document went through. */
    record Status(int id, String name, String description, Instant createdOn) {

        /** The one that every document begins with; it follows from the document, so that nothing stores it. */
        public static Status first(Direction direction, Instant receivedOn) {
            return direction == Direction.SALES
                    ? new Status(1, "Sent", "Delivered to the receiver's organisation.", receivedOn)
                    : new Status(1, "Received", "Received for the organisation.", receivedOn);
        }
    }

    /** Messages that have idempotency keys of their own. */
    enum Messages {
        OF_THE_LINE,
        OF_THE_CONNECTION
    }

    /**
     * Adds a received document with its bytes. If the organisation has an original with the same
     * supplier, number, date and kind, whichever of its party ids that was sent to, it is added as its duplicate; the unique index decides, so
     * also when both come at once.
     *
     * @return the document as added
     */
    Document addReceived(Document document, Content content);

    /**
     * Adds a sent document with its bytes.
     *
     * @param whose among which messages its idempotency key is to be the only one
     * @return empty when one of those has the same idempotency key; decided by the unique index
     */
    Optional<Document> addSent(Document document, Content content, Messages whose);

    /**
     * Claims a transport message for a document that is about to be added; decided by the primary key, so also when it comes twice at once.
     *
     * @return the document that it was claimed for before; empty if it is claimed now
     */
    Optional<DocumentId> claimTransport(
            OrganisationId receiver, UUID accessPoint, String messageId, DocumentId document, Instant at);

    /**
     * What was sent under this idempotency key by the connection or another of its line: the connections of which each follows the one before,
     * since the package goes on with its messages under new keys. The connection's own comes first.
     */
    List<Document> sentBefore(OrganisationId organisation, ConnectionId by, String idempotencyKey);

    /** Whether the connection sent the document, or another of its line. */
    boolean isSentBy(OrganisationId organisation, DocumentId id, ConnectionId connection);

    Optional<Document> byId(OrganisationId organisation, Direction direction, DocumentId id);

    /** Locks the document's row until the end of the transaction. */
    Optional<Document> lock(OrganisationId organisation, Direction direction, DocumentId id);

    /** Marks a duplicate as original. */
    void release(OrganisationId organisation, DocumentId id, Instant at);

    /** One part of the bytes, counted from 0; empty after the last. */
    Optional<byte[]> part(OrganisationId organisation, DocumentId id, int part);

    /** Keeps what the rules said when the document entered; at most once for each document. */
    void addFindings(OrganisationId organisation, DocumentId id, List<Finding> findings);

    /** What the rules said when the document entered, in their order. */
    List<Finding> findings(OrganisationId organisation, DocumentId id);

    /** What the rules said about a document when it entered, and which they were. */
    default Verdict verdict(Document document) {
        return new Verdict(
                document.ruleSet().orElse(Verdict.NO_RULES), findings(document.organisation(), document.id()));
    }

    /** Adds one after the others that the document has; the first it has from the start. */
    void addStatus(OrganisationId organisation, DocumentId id, String name, String description, Instant at);

    /** Oldest first, with {@link Status#first}; none of a document that is not there. */
    List<Status> statuses(OrganisationId organisation, DocumentId id);
}
