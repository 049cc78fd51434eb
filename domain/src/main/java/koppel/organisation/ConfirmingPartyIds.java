package koppel.organisation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import koppel.audit.AuditTrail;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.Page;
import koppel.user.Actor;

/**
 * The operator looks whether organisations are who they say they are. Whoever registers a number that is another's would get that one's
 * invoices; so until it is confirmed nothing is sent or received under it.
 */
@Singleton
public class ConfirmingPartyIds {

    private static final int MOST = 500;

    private final UnconfirmedPartyIds unconfirmed;
    private final AuditTrail audit;

    @Inject
    public ConfirmingPartyIds(UnconfirmedPartyIds unconfirmed, AuditTrail audit) {
        this.unconfirmed = unconfirmed;
        this.audit = audit;
    }

    /**
     * Those that wait longest first.
     *
     * @throws koppel.shared.NotAllowed for anybody but the operator
     */
    @Transactional
    public Page<UnconfirmedPartyIds.Waiting> waiting(Actor actor, Optional<String> after, int limit) {
        actor.requireOperator();
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("limit", "Between 1 and " + MOST + ".");
        }
        return unconfirmed.list(after, limit);
    }

    /**
     * @throws koppel.shared.NotAllowed for anybody but the operator
     * @throws NotFound when it does not wait
     */
    @Transactional
    public void confirm(Actor actor, String partyId) {
        decide(actor, partyId, unconfirmed::confirm, AuditTrail.Act.PARTY_ID_CONFIRMED);
    }

    /**
     * Another organisation may have it from then on.
     *
     * @throws koppel.shared.NotAllowed for anybody but the operator
     * @throws NotFound when it does not wait
     */
    @Transactional
    public void refuse(Actor actor, String partyId) {
        decide(actor, partyId, unconfirmed::refuse, AuditTrail.Act.PARTY_ID_REFUSED);
    }

    private void decide(
            Actor actor, String text, Function<PartyId, Optional<Organisation>> decision, AuditTrail.Act act) {
        actor.requireOperator();
        PartyId partyId = parse(text);
        Organisation organisation = decision.apply(partyId).orElseThrow(() -> new NotFound("unconfirmed party id"));
        audit.record(
                organisation.id(),
                actor.email(),
                actor.from(),
                act,
                Optional.empty(),
                Map.of("partyId", partyId.toString()));
    }

    private static PartyId parse(String text) {
        try {
            return PartyId.parse(text);
        } catch (InvalidInput none) {
            throw new NotFound("unconfirmed party id");
        }
    }
}
