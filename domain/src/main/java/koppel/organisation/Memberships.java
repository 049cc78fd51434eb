package koppel.organisation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import koppel.shared.NotAllowed;
import koppel.shared.NotFound;
import koppel.user.Actor;

/** Looks up an organisation for somebody who wants to do something there; strangers learn nothing of it. */
@Singleton
public class Memberships {

    private final Organisations organisations;

    @Inject
    public Memberships(Organisations organisations) {
        this.organisations = organisations;
    }

    /** @throws NotFound also when the organisation exists but the person is no member */
    @Transactional
    public Organisation asMember(Actor actor, UUID organisation) {
        return of(actor, organisation).organisation();
    }

    /** @throws NotFound also when the organisation exists but the person is no member */
    @Transactional
    public Organisations.Membership of(Actor actor, UUID organisation) {
        return organisations.ofMember(organisation, actor.id()).orElseThrow(() -> new NotFound("organisation"));
    }

    /**
     * @throws NotFound also when the organisation exists but the person is no member
     * @throws NotAllowed for a member who is not an administrator
     */
    @Transactional
    public Organisation asAdministrator(Actor actor, UUID organisation) {
        Organisations.Membership membership = of(actor, organisation);
        if (membership.role() != Role.ADMINISTRATOR) {
            throw new NotAllowed("Only an administrator of the organisation may do this.");
        }
        return membership.organisation();
    }

    @Transactional
    public List<Organisations.Membership> of(Actor actor) {
        return organisations.ofMember(actor.id());
    }
}
