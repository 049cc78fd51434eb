package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.audit.AuditTrail;
import koppel.organisation.Memberships;
import koppel.organisation.Organisation;
import koppel.shared.Clock;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.softwarepackage.Direction;
import koppel.user.Actor;

/** An administrator marks a duplicate as original; only then it is offered. */
@Singleton
public class ReleasingDuplicate {

    private final Memberships memberships;
    private final Documents documents;
    private final DocumentQueues queues;
    private final AuditTrail audit;
    private final Clock clock;

    @Inject
    public ReleasingDuplicate(
            Memberships memberships, Documents documents, DocumentQueues queues, AuditTrail audit, Clock clock) {
        this.memberships = memberships;
        this.documents = documents;
        this.queues = queues;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws NotFound for a document that is not in this inbox
     * @throws WrongState {@code document-not-duplicate}, also when it was released before
     */
    @Transactional
    public void release(Actor actor, UUID organisationId, DocumentId id) {
        Organisation organisation = memberships.asAdministrator(actor, organisationId);
        Document document =
                documents.lock(organisation.id(), Direction.PURCHASE, id).orElseThrow(() -> new NotFound("document"));
        if (!document.isHeldBackAsDuplicate()) {
            throw new WrongState("document-not-duplicate", "The document is not held back as a duplicate.");
        }
        Instant now = clock.now();
        documents.release(organisation.id(), id, now);
        documents.addStatus(organisation.id(), id, "Original", "Marked as original by an administrator.", now);
        queues.enter(
                List.of(new DocumentQueues.Entry(organisation.id(), Direction.PURCHASE, id, Optional.empty())), now);
        audit.record(
                organisation.id(),
                actor.email(),
                actor.from(),
                AuditTrail.Act.DUPLICATE_RELEASED,
                Optional.empty(),
                Map.of("documentId", id.toString()));
    }
}
