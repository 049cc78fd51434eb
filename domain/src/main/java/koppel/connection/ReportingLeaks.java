package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import koppel.audit.AuditTrail;
import koppel.connection.Connections.FoundKeys;
import koppel.connection.Connections.KeysEnded;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;
import koppel.shared.Clock;

/**
 * Somebody found an App Key and its Secret where they should not be. The newest set takes its connection with it: it is revoked, and what
 * waits there waits for the administrators to reconnect. An older set that was still valid just ends.
 */
@Singleton
public class ReportingLeaks {

    private static final String REPORTER = "leak report";

    private final Connections connections;
    private final ConnectionQueues queues;
    private final Peppers peppers;
    private final ConnectionAudit audit;
    private final Clock clock;

    @Inject
    public ReportingLeaks(
            Connections connections, ConnectionQueues queues, Peppers peppers, ConnectionAudit audit, Clock clock) {
        this.connections = connections;
        this.queues = queues;
        this.peppers = peppers;
        this.audit = audit;
        this.clock = clock;
    }

    /** Tells nobody whether the pair was right. */
    @Transactional
    public void report(String appKey, String secret, Caller caller) {
        Optional<AppKey> key = AppKey.tryParse(appKey);
        Optional<Secret> given = Secret.tryParse(secret);
        if (key.isPresent() && given.isPresent()) {
            connections
                    .byAppKey(key.get())
                    .filter(found -> peppers.verify(found.keys().hash(), key.get(), given.get()))
                    .flatMap(found -> connections
                            .lockOfOrganisation(
                                    found.connection().facts().owner(),
                                    found.connection().id())
                            .filter(ActiveConnection.class::isInstance)
                            .map(ActiveConnection.class::cast))
                    // as they are under the lock
                    .ifPresent(
                            active -> connections.byAppKey(key.get()).ifPresent(found -> end(active, found, caller)));
        }
    }

    private void end(ActiveConnection active, FoundKeys found, Caller caller) {
        Instant now = clock.now();
        int generation = found.keys().number();
        if (!found.keys().isValidAt(now)) {
            return;
        }
        if (generation == active.generation()) {
            connections.endKeys(active, now, KeysEnded.LEAKED);
            RevokedConnection revoked = active.revoked(now);
            connections.save(revoked);
            queues.revoke(revoked);
        } else {
            connections.endGeneration(active, generation, now, KeysEnded.LEAKED);
        }
        audit.record(
                active,
                REPORTER,
                caller.address(),
                AuditTrail.Act.KEYS_LEAKED,
                Map.of("generation", generation, "revoked", generation == active.generation()));
    }
}
