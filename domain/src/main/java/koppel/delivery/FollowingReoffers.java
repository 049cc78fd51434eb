package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.audit.AuditTrail;
import koppel.organisation.Memberships;
import koppel.organisation.Organisation;
import koppel.organisation.Organisations;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.shared.WrongState;
import koppel.user.Actor;

/** People look at the re-offers of an organisation, and stop one. */
@Singleton
public class FollowingReoffers {

    private static final int MOST = 500;

    private final Memberships memberships;
    private final Organisations organisations;
    private final Reoffers reoffers;
    private final ReofferHistory history;
    private final AuditTrail audit;
    private final Clock clock;

    @Inject
    public FollowingReoffers(
            Memberships memberships,
            Organisations organisations,
            Reoffers reoffers,
            ReofferHistory history,
            AuditTrail audit,
            Clock clock) {
        this.memberships = memberships;
        this.organisations = organisations;
        this.reoffers = reoffers;
        this.history = history;
        this.audit = audit;
        this.clock = clock;
    }

    /** Newest first. */
    @Transactional
    public Page<ReofferRun> of(Actor actor, UUID organisation, Optional<String> after, int limit) {
        requireLimit(limit);
        Page<UUID> runs = history.runs(memberships.asMember(actor, organisation).id(), after, limit);
        return new Page<>(runs.items().stream().map(run -> find(actor, run)).toList(), runs.next());
    }

    /** @throws NotFound also when the run is another organisation's */
    @Transactional
    public Page<ReofferHistory.Item> items(Actor actor, UUID run, Optional<String> after, int limit) {
        requireLimit(limit);
        find(actor, run);
        return history.items(organisationOf(run), run, after, limit);
    }

    /**
     * @throws NotFound also when the run is another organisation's
     * @throws WrongState {@code reoffer-not-running}
     */
    @Transactional
    public ReofferRun stop(Actor actor, UUID run) {
        find(actor, run);
        Organisation organisation = organisations.byId(organisationOf(run)).orElseThrow(() -> new NotFound("re-offer"));
        memberships.asAdministrator(actor, organisation.publicId());
        if (!history.stop(organisation.id(), run, clock.now())) {
            throw new WrongState("reoffer-not-running", "The re-offer has ended already.");
        }
        audit.record(
                organisation.id(),
                actor.email(),
                actor.from(),
                AuditTrail.Act.REOFFER_STOPPED,
                Optional.empty(),
                Map.of("run", run.toString()));
        return find(actor, run);
    }

    private ReofferRun find(Actor actor, UUID run) {
        return reoffers.ofMember(run, actor.id()).orElseThrow(() -> new NotFound("re-offer"));
    }

    private OrganisationId organisationOf(UUID run) {
        return history.organisationOf(run).orElseThrow(() -> new NotFound("re-offer"));
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("limit", "Between 1 and " + MOST + ".");
        }
    }
}
