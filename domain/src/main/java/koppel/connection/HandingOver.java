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
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.user.Actor;

/**
 * An administrator hands the keys of a connection to a colleague elsewhere: by a link that is good once and for a while. Redeeming it makes
 * the keys, so that none are kept meanwhile; what was valid before stays valid until then. Any other act on the keys voids the link.
 */
@Singleton
public class HandingOver {

    private static final long USUAL = Duration.ofDays(1).toSeconds();
    private static final long LONGEST = Duration.ofDays(7).toSeconds();
    private static final long SHORTEST = 60;

    private final Connections connections;
    private final HandoverLinks links;
    private final KeyIssuer keyIssuer;
    private final Peppers peppers;
    private final ShowingKeys showing;
    private final FailedAttempts attempts;
    private final AuditTrail audit;
    private final Clock clock;

    @Inject
    public HandingOver(
            Connections connections,
            HandoverLinks links,
            KeyIssuer keyIssuer,
            Peppers peppers,
            ShowingKeys showing,
            FailedAttempts attempts,
            AuditTrail audit,
            Clock clock) {
        this.connections = connections;
        this.links = links;
        this.keyIssuer = keyIssuer;
        this.peppers = peppers;
        this.showing = showing;
        this.attempts = attempts;
        this.audit = audit;
        this.clock = clock;
    }

    /** The link's token, shown once. */
    public record Link(Secret token, Instant expiresOn) {}

    /**
     * @param expiresInSeconds null: a day
     * @throws NotFound also when the person is no administrator of the connection's organisation
     * @throws WrongState {@code connection-not-active}, {@code connection-without-keys}
     */
    @Transactional
    public Link create(Actor actor, ConnectionId id, Integer expiresInSeconds) {
        long seconds = expiresInSeconds == null ? USUAL : expiresInSeconds;
        if (seconds < SHORTEST || seconds > LONGEST) {
            throw new InvalidInput("expiresInSeconds", "Between 60 and 604800 seconds (7 days).");
        }
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
        Instant expiresOn = now.plusSeconds(seconds);
        KeyIssuer.IssuedHandover issued = keyIssuer.issueHandover();
        links.add(issued.hash(), active, actor.id(), now, expiresOn);
        audit.record(
                active.facts().owner(),
                actor.email(),
                actor.from(),
                AuditTrail.Act.HANDOVER_CREATED,
                Optional.of(id.value()),
                Map.of("expiresOn", expiresOn.toString()));
        return new Link(issued.token(), expiresOn);
    }

    /**
     * Makes the next set of keys for whoever has the link; the old set is invalid from then on.
     *
     * @throws NotFound for a link that is unknown, expired, redeemed or void, with the same words
     * @throws TooManyAttempts after too many wrong links from that address
     */
    @Transactional
    public IssuedConnection redeem(String token, Caller caller) {
        Instant now = clock.now();
        HandoverLinks.Link link = Secret.tryParseOfHandover(token)
                .flatMap(given -> links.take(peppers.hashesOfHandover(given), now))
                .orElseThrow(() -> refused(caller));
        ActiveConnection active = connections
                .lockOfAdministrator(link.connection(), link.madeBy().id())
                .filter(connection -> connection.generation() == link.generation())
                .filter(ActiveConnection.class::isInstance)
                .map(ActiveConnection.class::cast)
                .orElseThrow(() -> refused(caller));
        ActiveConnection renewed = active.renewed();
        connections.endKeys(active, now, KeysEnded.RENEWED);
        connections.save(renewed);
        KeyIssuer.Issued issued = keyIssuer.issue(renewed.generation(), now);
        connections.addKeys(
                renewed.id(),
                renewed.facts().owner(),
                issued.generation(),
                link.madeBy().id());
        audit.record(
                renewed.facts().owner(),
                "hand-over link of " + link.madeBy().email(),
                caller.address(),
                AuditTrail.Act.HANDOVER_REDEEMED,
                Optional.of(renewed.id().value()),
                Map.of("generation", renewed.generation()));
        return showing.show(renewed, Optional.of(issued.keySet()), List.of());
    }

    private RuntimeException refused(Caller caller) {
        return attempts.failed("hand-over link", caller.address())
                .<RuntimeException>map(TooManyAttempts::new)
                .orElseGet(() -> new NotFound("hand-over link: it is unknown, expired, void or was redeemed before"));
    }
}
