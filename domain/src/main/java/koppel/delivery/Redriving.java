package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.audit.AuditTrail;
import koppel.document.DocumentId;
import koppel.organisation.Memberships;
import koppel.organisation.Organisation;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.Page;
import koppel.user.Actor;

/** A person sees which documents a package takes again and again without acknowledging them, and has them offered once more. */
@Singleton
public class Redriving {

    private static final int MOST = 500;

    private final Memberships memberships;
    private final ParkedOffers parked;
    private final AuditTrail audit;
    private final Clock clock;

    @Inject
    public Redriving(Memberships memberships, ParkedOffers parked, AuditTrail audit, Clock clock) {
        this.memberships = memberships;
        this.parked = parked;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public Page<ParkedOffers.Parked> needsAttention(Actor actor, UUID organisation, Optional<String> after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("limit", "Between 1 and " + MOST + ".");
        }
        return parked.of(memberships.asMember(actor, organisation).id(), after, limit);
    }

    /** @throws NotFound for a document that is parked nowhere */
    @Transactional
    public void redrive(Actor actor, UUID organisationId, DocumentId document) {
        Organisation organisation = memberships.asAdministrator(actor, organisationId);
        if (parked.redrive(organisation.id(), document, clock.now()) == 0) {
            throw new NotFound("document");
        }
        audit.record(
                organisation.id(),
                actor.email(),
                actor.from(),
                AuditTrail.Act.DOCUMENT_REDRIVEN,
                Optional.empty(),
                Map.of("documentId", document.toString()));
    }
}
