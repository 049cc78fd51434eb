package koppel.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import koppel.shared.InvalidInput;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.user.Actor;

/** Somebody who may look at an organisation reads its audit; the operator reads the installation's. */
@Singleton
public class ViewingAudit {

    private static final int MOST = 500;

    private final AuditTrail audit;
    private final InstallationAudit ofInstallation;

    @Inject
    public ViewingAudit(AuditTrail audit, InstallationAudit ofInstallation) {
        this.audit = audit;
        this.ofInstallation = ofInstallation;
    }

    /** Newest first; the caller has checked that the person may see it. */
    @Transactional
    public Page<AuditTrail.Entry> of(OrganisationId organisation, Optional<String> after, int limit) {
        requireLimit(limit);
        return audit.list(organisation, after, limit);
    }

    /**
     * Newest first.
     *
     * @throws koppel.shared.NotAllowed for anybody but the operator
     */
    @Transactional
    public Page<InstallationAudit.Entry> ofInstallation(Actor actor, Optional<String> after, int limit) {
        actor.requireOperator();
        requireLimit(limit);
        return ofInstallation.list(after, limit);
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("limit", "Between 1 and " + MOST + ".");
        }
    }
}
