package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.audit.AuditTrail;
import koppel.connection.ActiveConnection;
import koppel.connection.Connection;
import koppel.connection.ConnectionId;
import koppel.connection.Connections;
import koppel.connection.DeletedConnection;
import koppel.document.DocumentId;
import koppel.organisation.Calendars;
import koppel.organisation.Memberships;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.Moment;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
import koppel.shared.WrongState;
import koppel.user.Actor;

/** A person has documents offered again ("Re-offer to API"). */
@Singleton
public class Reoffering {

    private static final int MOST_DOCUMENTS = 10_000;

    private final Memberships memberships;
    private final Connections connections;
    private final Reoffers reoffers;
    private final Calendars calendars;
    private final ReofferJob job;
    private final AuditTrail audit;
    private final Clock clock;

    @Inject
    public Reoffering(
            Memberships memberships,
            Connections connections,
            Reoffers reoffers,
            Calendars calendars,
            ReofferJob job,
            AuditTrail audit,
            Clock clock) {
        this.memberships = memberships;
        this.connections = connections;
        this.reoffers = reoffers;
        this.calendars = calendars;
        this.job = job;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a person asks for: one of connection and organisation is given. Days are those of the environment's zone. */
    public record Request(
            Optional<ConnectionId> connection,
            Optional<UUID> organisation,
            List<DocumentId> documents,
            Optional<Moment> from,
            Optional<Moment> to,
            boolean includeRetrieved) {}

    /** What it would do; changes nothing. */
    @Transactional
    public Reoffers.Foreseen dryRun(Actor actor, Request request) {
        return reoffers.foresee(scope(actor, request), clock.now());
    }

    /**
     * Starts a run; the batch job does the work.
     *
     * @throws NotFound for a connection, organisation or document that is not the person's
     * @throws WrongState {@code connection-not-active}: nothing is ever offered to a revoked connection
     */
    @Transactional
    public ReofferRun start(Actor actor, Request request) {
        ReofferScope scope = scope(actor, request);
        ReofferRun run = reoffers.start(UUID.randomUUID(), scope, actor.id(), clock.now());
        Map<String, Object> details = new HashMap<>();
        details.put("run", run.id().toString());
        details.put("total", run.total());
        details.put("includeRetrieved", scope.includeRetrieved());
        audit.record(
                scope.organisation(),
                actor.email(),
                actor.from(),
                AuditTrail.Act.REOFFER_REQUESTED,
                scope.connection().map(ConnectionId::value),
                details);
        job.kickAfterCommit();
        return run;
    }

    /** @throws NotFound also when the run is another organisation's */
    @Transactional
    public ReofferRun find(Actor actor, UUID run) {
        return reoffers.ofMember(run, actor.id()).orElseThrow(() -> new NotFound("re-offer"));
    }

    private ReofferScope scope(Actor actor, Request request) {
        InvalidInput.Collector wrong = new InvalidInput.Collector();
        wrong.require(
                request.connection().isPresent() != request.organisation().isPresent(),
                "connectionId",
                "Give either connectionId or organisationId.");
        wrong.require(
                request.documents().size() <= MOST_DOCUMENTS, "documentIds", "At most " + MOST_DOCUMENTS + " ids.");
        wrong.throwIfAny();
        OrganisationId organisation = request.connection().isPresent()
                ? ownerOf(actor, request.connection().get())
                : memberships
                        .asAdministrator(actor, request.organisation().orElseThrow())
                        .id();
        ZoneId zone = calendars.zone(organisation);
        Optional<Instant> from = request.from().map(moment -> moment.beginning(zone));
        Optional<Instant> to = request.to().map(moment -> moment.end(zone));
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new InvalidInput("to", "Has to be after from.");
        }
        ReofferScope scope = new ReofferScope(
                organisation, request.connection(), request.documents(), from, to, request.includeRetrieved());
        if (!reoffers.knowsAllDocuments(scope)) {
            throw new NotFound("document");
        }
        return scope;
    }

    private OrganisationId ownerOf(Actor actor, ConnectionId id) {
        Connection connection =
                connections.lockOfAdministrator(id, actor.id()).orElseThrow(() -> new NotFound("connection"));
        if (connection instanceof DeletedConnection) {
            throw new NotFound("connection");
        }
        if (!(connection instanceof ActiveConnection)) {
            throw new WrongState(
                    "connection-not-active",
                    "The connection is revoked; nothing is offered to it. Reconnect it first.",
                    Map.of("state", connection.state()));
        }
        return connection.facts().owner();
    }
}
