package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.audit.AuditTrail;
import koppel.connection.ConnectionId;
import koppel.organisation.Organisation;
import koppel.shared.Clock;
import koppel.shared.DomainException;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;
import koppel.user.Actor;

/**
 * Takes a checked document in: both parties' documents, their bytes and places in the delivery queues, in one transaction.
 * Checking was done before, since nothing slow belongs between the locks.
 */
@Singleton
public class Intake {

    private final DirectIntake direct;
    private final SendingKeys keys;
    private final Documents documents;
    private final DocumentQueues queues;
    private final AuditTrail audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    public Intake(
            DirectIntake direct,
            SendingKeys keys,
            Documents documents,
            DocumentQueues queues,
            AuditTrail audit,
            Clock clock) {
        this.direct = direct;
        this.keys = keys;
        this.documents = documents;
        this.queues = queues;
        this.audit = audit;
        this.clock = clock;
    }

    /** Thrown to roll back what a repeated message had begun; holds the first document's id. */
    static final class SentBefore extends RuntimeException {

        private static final long serialVersionUID = 1L;
        final transient DocumentId first;

        SentBefore(DocumentId first) {
            super("a message with this idempotency key was sent before", null, false, false);
            this.first = first;
        }
    }

    /** Thrown to store nothing for keys that ended while the invoice was read and checked. */
    static final class KeysEnded extends DomainException {

        private static final long serialVersionUID = 1L;

        KeysEnded() {
            super("unavailable", "The keys changed while the invoice was sent.");
        }
    }

    /**
     * Outside of any transaction, if all is as usual.
     *
     * @return empty when nothing was stored, which says nothing: {@link #send} is the way then
     */
    public Optional<DocumentId> sendDirectly(Outgoing outgoing) {
        Instant now = clock.now();
        Document sent = outgoing.sent(DocumentId.next(now, random), now);
        Document received = outgoing.received(DocumentId.next(now, random), sent, now);
        return direct.enter(outgoing.holder(), sent, received, outgoing.verdict(), outgoing.content())
                ? Optional.of(sent.id())
                : Optional.empty();
    }

    /**
     * The receiver's document first, as {@link DirectIntake} does it, so that no two that send the same at once wait in a circle; then the keys,
     * then the queues.
     *
     * @throws SentBefore when the message was sent before ({@link Document#isRepeatedBy}); nothing is stored then
     * @throws KeysEnded when the keys may no longer send for the sender; nothing is stored then
     */
    @Transactional
    public DocumentId send(Outgoing outgoing) {
        Instant now = clock.now();
        OrganisationId sender = outgoing.sender().id();
        Document sent = outgoing.sent(DocumentId.next(now, random), now);
        Document received = store(
                outgoing.received(DocumentId.next(now, random), sent, now), outgoing.content(), outgoing.verdict());
        addSent(sent, outgoing);
        documents.addFindings(sender, sent.id(), outgoing.verdict().findings());
        hold(outgoing);
        List<DocumentQueues.Entry> entries = new ArrayList<>(purchaseEntry(received));
        entries.add(new DocumentQueues.Entry(sender, Direction.SALES, sent.id(), sent.sentBy()));
        queues.enter(entries, now);
        return sent.id();
    }

    /** As late as can be: what is large takes its time to be stored, and whoever revokes the keys waits for it from here on only. */
    private void hold(Outgoing outgoing) {
        if (!keys.hold(outgoing.holder(), outgoing.sender().id())) {
            throw new KeysEnded();
        }
    }

    /** Another message of another connection of the line may have had the same name; then this one has it among its connection's own. */
    private void addSent(Document sent, Outgoing outgoing) {
        for (Documents.Messages whose : Documents.Messages.values()) {
            if (documents.addSent(sent, outgoing.content(), whose).isPresent()) {
                return;
            }
            ConnectionId by = outgoing.holder().connection();
            Optional<Document> first =
                    documents
                            .sentBefore(
                                    sent.organisation(),
                                    by,
                                    sent.idempotencyKey().orElseThrow())
                            .stream()
                            .filter(before -> before.isRepeatedBy(sent))
                            .findFirst();
            if (first.isPresent()) {
                hold(outgoing);
                throw new SentBefore(first.get().id());
            }
        }
        throw new IllegalStateException("neither added nor sent before");
    }

    /** Takes in a document that its receiver got otherwise than from a sender on this platform. */
    @Transactional
    public Document receive(
            Organisation receiver, InvoiceHead head, Verdict verdict, Content content, Document.EnteredVia via) {
        Instant now = clock.now();
        Document received = store(
                Document.received(
                        DocumentId.next(now, random), receiver, head, verdict, content, via, Optional.empty(), now),
                content,
                verdict);
        queues.enter(purchaseEntry(received), now);
        return received;
    }

    /**
     * Takes in what an access point hands in.
     *
     * @throws SentBefore when the access point handed in this message before; nothing is stored then
     */
    @Transactional
    public Document transported(
            UUID accessPoint,
            String messageId,
            Organisation receiver,
            InvoiceHead head,
            Verdict verdict,
            Content content) {
        Instant now = clock.now();
        DocumentId id = DocumentId.next(now, random);
        Optional<DocumentId> first = documents.claimTransport(receiver.id(), accessPoint, messageId, id, now);
        if (first.isPresent()) {
            throw new SentBefore(first.get());
        }
        Document received = store(
                Document.received(
                        id, receiver, head, verdict, content, Document.EnteredVia.INTAKE, Optional.empty(), now),
                content,
                verdict);
        queues.enter(purchaseEntry(received), now);
        return received;
    }

    /** Takes in a document that a person uploads; the audit tells of it or nothing is stored. */
    @Transactional
    public Document upload(Actor actor, Organisation receiver, InvoiceHead head, Verdict verdict, Content content) {
        Document received = receive(receiver, head, verdict, content, Document.EnteredVia.UPLOAD);
        audit.record(
                receiver.id(),
                actor.email(),
                actor.from(),
                AuditTrail.Act.DOCUMENT_UPLOADED,
                Optional.empty(),
                Map.of("documentId", received.id().toString()));
        return received;
    }

    private static List<DocumentQueues.Entry> purchaseEntry(Document received) {
        return received.isHeldBackAsDuplicate()
                ? List.of()
                : List.of(new DocumentQueues.Entry(
                        received.organisation(), Direction.PURCHASE, received.id(), Optional.empty()));
    }

    private Document store(Document entering, Content content, Verdict verdict) {
        Document received = documents.addReceived(entering, content);
        documents.addFindings(received.organisation(), received.id(), verdict.findings());
        if (!verdict.valid()) {
            addStatus(received, "Invalid", "Kept although it breaks rules: see its findings.");
        }
        if (received.isHeldBackAsDuplicate()) {
            addStatus(received, "Duplicate", "Held back: it repeats an earlier document.");
        }
        return received;
    }

    private void addStatus(Document received, String name, String description) {
        documents.addStatus(received.organisation(), received.id(), name, description, received.receivedOn());
    }
}
