package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import koppel.audit.AuditTrail;
import koppel.connection.Connections.KeysEnded;
import koppel.shared.Clock;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.user.Actor;

/** An administrator revokes a connection: from that moment no call with its keys succeeds and nothing is offered to it. */
@Singleton
public class RevokingConnection {

    private final Connections connections;
    private final ConnectionQueues queues;
    private final ConnectionAudit audit;
    private final Clock clock;

    @Inject
    public RevokingConnection(Connections connections, ConnectionQueues queues, ConnectionAudit audit, Clock clock) {
        this.connections = connections;
        this.queues = queues;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param withdrawn how many documents wait unretrieved */
    public record Revoked(RevokedConnection connection, long withdrawn) {}

    /**
     * @throws NotFound also when the person is no administrator of the connection's organisation
     * @throws WrongState {@code connection-not-active}
     */
    @Transactional
    public Revoked revoke(Actor actor, ConnectionId id) {
        Connection connection =
                connections.lockOfAdministrator(id, actor.id()).orElseThrow(() -> new NotFound("connection"));
        if (!(connection instanceof ActiveConnection active)) {
            throw notActive(connection);
        }
        Instant now = clock.now();
        RevokedConnection revoked = active.revoked(now);
        connections.endKeys(active, now, KeysEnded.REVOKED);
        connections.save(revoked);
        long withdrawn = queues.revoke(revoked);
        audit.record(
                revoked,
                actor.email(),
                actor.from(),
                AuditTrail.Act.CONNECTION_REVOKED,
                Map.of("generation", revoked.generation(), "withdrawn", withdrawn));
        return new Revoked(revoked, withdrawn);
    }

    /** A deleted connection answers like a missing one; a revoked one says so. */
    static RuntimeException notActive(Connection connection) {
        if (connection instanceof DeletedConnection) {
            return new NotFound("connection");
        }
        return new WrongState(
                "connection-not-active",
                "The connection is revoked since " + connection.revokedOn() + ".",
                Map.of(
                        "state",
                        connection.state(),
                        "revokedOn",
                        connection.revokedOn().toString()));
    }
}
