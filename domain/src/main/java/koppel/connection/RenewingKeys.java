package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.audit.AuditTrail;
import koppel.connection.Connections.KeysEnded;
import koppel.connection.keys.KeyIssuer;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.user.Actor;

/** An administrator makes a new set of keys; the old set is invalid at once, or after an overlap that the administrator picks. */
@Singleton
public class RenewingKeys {

    private static final int MOST_TOLD = 50;
    private static final long LONGEST_OVERLAP = Duration.ofDays(7).toSeconds();

    private final Connections connections;
    private final KeyUses uses;
    private final KeyIssuer keyIssuer;
    private final ShowingKeys showing;
    private final AuditTrail audit;
    private final Clock clock;

    @Inject
    public RenewingKeys(
            Connections connections,
            KeyUses uses,
            KeyIssuer keyIssuer,
            ShowingKeys showing,
            AuditTrail audit,
            Clock clock) {
        this.connections = connections;
        this.uses = uses;
        this.keyIssuer = keyIssuer;
        this.showing = showing;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param overlapSeconds how long the old set stays valid, 0 to 7 days
     * @param compromised whether the old set may have leaked; then it gets no overlap
     * @throws NotFound also when the person is no administrator's of the connection's organisation
     * @throws WrongState {@code connection-not-active}, {@code connection-without-keys}
     */
    @Transactional
    public IssuedConnection renew(Actor actor, ConnectionId id, long overlapSeconds, boolean compromised) {
        return renew(actor, id, overlapSeconds, compromised, new InvalidInput.Collector());
    }

    /** @param wrong what is known to be wrong already */
    @Transactional
    public IssuedConnection renew(
            Actor actor, ConnectionId id, long overlapSeconds, boolean compromised, InvalidInput.Collector wrong) {
        wrong.require(
                overlapSeconds >= 0 && overlapSeconds <= LONGEST_OVERLAP,
                "overlapSeconds",
                "Between 0 and 604800 seconds (7 days).");
        if (compromised && overlapSeconds != 0) {
            wrong.add("overlapSeconds", "Compromised keys get no overlap.");
        }
        wrong.throwIfAny();
        Connection connection =
                connections.lockOfAdministrator(id, actor.id()).orElseThrow(() -> new NotFound("connection"));
        if (!(connection instanceof ActiveConnection active)) {
            throw RevokingConnection.notActive(connection);
        }
        if (active.generation() == 0) {
            throw new WrongState(
                    "connection-without-keys", "This connection has no keys.", Map.of("state", active.state()));
        }
        Instant now = clock.now();
        ActiveConnection renewed = active.renewed();
        connections.endKeys(
                active, now.plusSeconds(overlapSeconds), compromised ? KeysEnded.COMPROMISED : KeysEnded.RENEWED);
        connections.save(renewed);
        KeyIssuer.Issued issued = keyIssuer.issue(renewed.generation(), now);
        connections.addKeys(id, renewed.facts().owner(), issued.generation(), actor.id());
        audit.record(
                renewed.facts().owner(),
                actor.email(),
                actor.from(),
                AuditTrail.Act.KEYS_RENEWED,
                Optional.of(id.value()),
                compromised
                        ? compromised(renewed)
                        : Map.of(
                                "generation",
                                renewed.generation(),
                                "overlapSeconds",
                                overlapSeconds,
                                "compromised",
                                false));
        return showing.show(renewed, Optional.of(issued.keySet()), List.of());
    }

    /** The record of who used the set that may have leaked: from where, and when first and last. */
    private Map<String, Object> compromised(ActiveConnection renewed) {
        List<String> usedFrom = uses.of(renewed.id()).stream()
                .filter(use -> use.generation() < renewed.generation()
                        && use.lastUsedOn().isPresent())
                .limit(MOST_TOLD)
                .map(use -> use.address() + " (" + use.agent() + ") "
                        + use.firstUsedOn().map(Object::toString).orElse("") + " to "
                        + use.lastUsedOn().map(Object::toString).orElse(""))
                .toList();
        return Map.of("generation", renewed.generation(), "compromised", true, "usedFrom", usedFrom);
    }
}
