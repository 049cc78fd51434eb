package koppel.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import koppel.shared.InvalidInput;
import koppel.shared.OrganisationId;
import koppel.shared.Page;

/** Somebody who may look at an organisation reads its audit. */
@Singleton
public class ViewingAudit {

    private static final int MOST = 500;

    private final AuditTrail audit;

    @Inject
    public ViewingAudit(AuditTrail audit) {
        this.audit = audit;
    }

    /** Newest first; the caller has checked that the person may see it. */
    @Transactional
    public Page<AuditTrail.Entry> of(OrganisationId organisation, Optional<String> after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("limit", "Between 1 and " + MOST + ".");
        }
        return audit.list(organisation, after, limit);
    }
}
