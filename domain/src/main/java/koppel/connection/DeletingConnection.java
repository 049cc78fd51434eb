package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import koppel.audit.AuditTrail;
import koppel.shared.Clock;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.user.Actor;

/** An administrator deletes a revoked connection: it leaves the lists, its history stays and its queues wait for a connection that follows. */
@Singleton
public class DeletingConnection {

    private final Connections connections;
    private final ConnectionAudit audit;
    private final Clock clock;

    @Inject
    public DeletingConnection(Connections connections, ConnectionAudit audit, Clock clock) {
        this.connections = connections;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws NotFound also when the person is no administrator of the connection's organisation
     * @throws WrongState {@code connection-active}
     */
    @Transactional
    public void delete(Actor actor, ConnectionId id) {
        Connection connection =
                connections.lockOfAdministrator(id, actor.id()).orElseThrow(() -> new NotFound("connection"));
        if (connection instanceof ActiveConnection) {
            throw new WrongState(
                    "connection-active",
                    "Only a revoked connection can be deleted; revoke it first.",
                    Map.of("state", connection.state()));
        }
        if (!(connection instanceof RevokedConnection revoked)) {
            throw new NotFound("connection");
        }
        connections.save(revoked.deleted(clock.now()));
        audit.record(
                revoked,
                actor.email(),
                actor.from(),
                AuditTrail.Act.CONNECTION_DELETED,
                Map.of("generation", revoked.generation()));
    }
}
