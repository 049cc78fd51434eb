package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.audit.AuditTrail;
import koppel.connection.keys.KeyIssuer;
import koppel.shared.Clock;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.user.Actor;

/** An administrator reconnects a revoked connection with a new set of keys; what was not retrieved becomes due to be re-offered. */
@Singleton
public class Reconnecting {

    private final Connections connections;
    private final Services services;
    private final ConnectionQueues queues;
    private final KeyIssuer keyIssuer;
    private final ShowingKeys showing;
    private final ConnectionAudit audit;
    private final Clock clock;

    @Inject
    public Reconnecting(
            Connections connections,
            Services services,
            ConnectionQueues queues,
            KeyIssuer keyIssuer,
            ShowingKeys showing,
            ConnectionAudit audit,
            Clock clock) {
        this.connections = connections;
        this.services = services;
        this.queues = queues;
        this.keyIssuer = keyIssuer;
        this.showing = showing;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param reoffer whether what waits is offered by the batch job; else it waits for an explicit re-offer
     * @throws NotFound also when the person is no administrator of the connection's organisation, and for a deleted connection
     * @throws WrongState {@code connection-active}, {@code connection-followed} or {@code connection-exists}
     */
    @Transactional
    public IssuedConnection reconnect(Actor actor, ConnectionId id, boolean reoffer) {
        return reconnect(actor, id, reoffer, Optional.empty());
    }

    /** @param startDate a new one for the connection's own organisation; empty: it stays as it is */
    @Transactional
    public IssuedConnection reconnect(Actor actor, ConnectionId id, boolean reoffer, Optional<LocalDate> startDate) {
        Connection connection =
                connections.lockOfAdministrator(id, actor.id()).orElseThrow(() -> new NotFound("connection"));
        if (connection instanceof DeletedConnection) {
            throw new NotFound("connection");
        }
        if (!(connection instanceof RevokedConnection revoked)) {
            throw new WrongState(
                    "connection-active",
                    "The connection is active; revoke it before you reconnect it.",
                    Map.of("state", connection.state()));
        }
        connections.followedBy(revoked).ifPresent(follower -> {
            throw new WrongState(
                    "connection-followed",
                    "Connection " + follower + " follows this one and has taken over its documents.",
                    Map.of("state", revoked.state(), "followedBy", follower.toString()));
        });
        Instant now = clock.now();
        ActiveConnection reconnected = revoked.reconnected();
        connections.save(reconnected);
        Optional<KeyIssuer.Issued> issued = reconnected.generation() == 0
                ? Optional.empty()
                : Optional.of(keyIssuer.issue(reconnected.generation(), now));
        issued.ifPresent(keys -> connections.addKeys(id, reconnected.facts().owner(), keys.generation(), actor.id()));
        startDate.ifPresent(date -> services.of(id, reconnected.facts().owner())
                .ifPresent(service -> services.save(reconnected, service.startingOn(date))));
        queues.reconnect(reconnected, reoffer);
        audit.record(
                reconnected,
                actor.email(),
                actor.from(),
                AuditTrail.Act.CONNECTION_RECONNECTED,
                Map.of("generation", reconnected.generation(), "reoffer", reoffer));
        return showing.show(reconnected, issued.map(KeyIssuer.Issued::keySet), List.of());
    }
}
