package koppel.document;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import koppel.connection.KeyHolder;
import koppel.organisation.Organisation;
import koppel.softwarepackage.Direction;

/**
 * An invoice that was checked, on its way from one organisation to another.
 *
 * @param holder whose keys send it, for an organisation that they serve; by what was known of both at most a minute ago
 * @param verdict that nothing forbids
 * @param idempotencyKey what the sender calls this message
 */
public record Outgoing(
        KeyHolder holder,
        Organisation sender,
        Organisation receiver,
        InvoiceHead head,
        Verdict verdict,
        Content content,
        Optional<String> idempotencyKey) {

    public Outgoing {
        Objects.requireNonNull(holder);
        Objects.requireNonNull(sender);
        Objects.requireNonNull(receiver);
        Objects.requireNonNull(head);
        Objects.requireNonNull(content);
        Objects.requireNonNull(idempotencyKey);
        if (!verdict.valid()) {
            throw new IllegalArgumentException("what the rules forbid is not sent");
        }
    }

    /** The same to whom its party id is found to reach now. */
    Outgoing to(Organisation found) {
        return new Outgoing(holder, sender, found, head, verdict, content, idempotencyKey);
    }

    /** The receiver's document, with the way back to the sender's. */
    Document received(DocumentId id, Document sent, Instant now) {
        return Document.received(
                id,
                receiver,
                head,
                verdict,
                content,
                Document.EnteredVia.SEND,
                Optional.of(new Document.Counterpart(sent.organisation(), sent.id())),
                now);
    }

    /** The sender's document. */
    Document sent(DocumentId id, Instant now) {
        return new Document(
                id,
                sender.id(),
                Direction.SALES,
                head,
                Document.EnteredVia.SEND,
                now,
                now.plus(sender.retention()),
                content.size(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(holder.connection()),
                idempotencyKey,
                verdict.valid(),
                Optional.of(verdict.ruleSet()),
                Optional.empty());
    }
}
