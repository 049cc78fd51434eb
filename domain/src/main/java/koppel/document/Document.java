package koppel.document;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.organisation.Organisation;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/**
 * An invoice or credit note as one organisation has it. It enters the inbox of the receiver (purchase) or the outbox of the sender
 * (sales), each under an id of its own, and keeps its bytes untouched until it expires.
 *
 * @param head what it says of itself
 * @param via how it entered
 * @param duplicateOf the original that it repeats; then it is held back until released
 * @param releasedOn when a duplicate was marked as original; the time it was received for one that never was held back, since it had been
 *     offered before it was known to be one
 * @param sentBy for a sales document: the connection that sent it
 * @param idempotencyKey what the sender named the message
 * @param valid whether the rules of the day it entered had nothing worse than warnings; one that isn't is flagged, and offered all the same
 * @param ruleSet by which rules it was judged; empty for one that entered before there were any
 * @param counterpart for a received document that was sent on this platform: the sender's document, to which responses travel
 */
public record Document(
        DocumentId id,
        OrganisationId organisation,
        Direction direction,
        InvoiceHead head,
        EnteredVia via,
        Instant receivedOn,
        Instant expiresOn,
        long size,
        Optional<DocumentId> duplicateOf,
        Optional<Instant> releasedOn,
        Optional<ConnectionId> sentBy,
        Optional<String> idempotencyKey,
        boolean valid,
        Optional<String> ruleSet,
        Optional<Counterpart> counterpart) {

    /** The sender's side of a document that was sent on this platform; it may be gone there. */
    public record Counterpart(OrganisationId sender, DocumentId document) {

        public Counterpart {
            Objects.requireNonNull(sender);
            Objects.requireNonNull(document);
        }
    }

    public Document {
        Objects.requireNonNull(id);
        Objects.requireNonNull(organisation);
        Objects.requireNonNull(direction);
        Objects.requireNonNull(head);
        Objects.requireNonNull(via);
        if (!expiresOn.isAfter(receivedOn)) {
            throw new IllegalArgumentException("a document is kept for some time");
        }
        if (releasedOn.isPresent() && duplicateOf.isEmpty()) {
            throw new IllegalArgumentException("only a duplicate is released");
        }
        if (counterpart.isPresent() && direction != Direction.PURCHASE) {
            throw new IllegalArgumentException("only what was received was sent by another");
        }
    }

    /** Whether the connection sent it. */
    boolean isSentBy(ConnectionId connection) {
        return sentBy.filter(connection::equals).isPresent();
    }

    /**
     * Whether a message under the same idempotency key is this one once more: for the connection that sent it, whatever the message is; from
     * another of its line, which may be new software that counts from one again, if it is of the same invoice.
     */
    boolean isRepeatedBy(Document sent) {
        return sentBy.equals(sent.sentBy) || head.namesTheSameAs(sent.head);
    }

    /** One that an organisation receives, by its own retention; whether it repeats another is found out in storing. */
    static Document received(
            DocumentId id,
            Organisation receiver,
            InvoiceHead head,
            Verdict verdict,
            Content content,
            EnteredVia via,
            Optional<Counterpart> counterpart,
            Instant now) {
        return new Document(
                id,
                receiver.id(),
                Direction.PURCHASE,
                head,
                via,
                now,
                now.plus(receiver.retention()),
                content.size(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                verdict.valid(),
                Optional.of(verdict.ruleSet()),
                counterpart);
    }

    /** How a document entered the platform. */
    public enum EnteredVia {
        SEND,
        INTAKE,
        UPLOAD
    }

    /** Whether it is kept from the consumers because it repeats another. */
    public boolean isHeldBackAsDuplicate() {
        return duplicateOf.isPresent() && releasedOn.isEmpty();
    }

    /** Whether it is kept from the consumers because it repeats another, or was until somebody marked it as original. */
    public boolean wasEverHeldBackAsDuplicate() {
        return duplicateOf.isPresent() && !releasedOn.equals(Optional.of(receivedOn));
    }
}
