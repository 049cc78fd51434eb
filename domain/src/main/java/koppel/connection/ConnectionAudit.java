package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.audit.AuditTrail;
import koppel.shared.OrganisationId;

/**
 * Writes down what begins or ends the delivery of documents, for all whose documents they are: the connection's organisation with the
 * details, and the further ones that it serves with the fact alone.
 */
@Singleton
public class ConnectionAudit {

    private final AuditTrail audit;
    private final Services services;

    @Inject
    public ConnectionAudit(AuditTrail audit, Services services) {
        this.audit = audit;
        this.services = services;
    }

    void record(Connection connection, String actor, String from, AuditTrail.Act act, Map<String, Object> details) {
        OrganisationId owner = connection.facts().owner();
        Optional<UUID> id = Optional.of(connection.id().value());
        audit.record(owner, actor, from, act, id, details);
        services.of(connection.id()).stream()
                .map(Connections.Service::organisation)
                .filter(further -> !further.equals(owner))
                .forEach(further -> audit.record(further, actor, from, act, id, Map.of()));
    }
}
