package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import koppel.connection.Connections.FoundKeys;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;
import koppel.connection.keys.SecretHash;
import koppel.shared.Clock;

/** Tells who calls the vendor API, by App Key and Secret or by a token made from them. */
@Singleton
public class AuthenticatingKeys {

    private final Connections connections;
    private final KeyUses uses;
    private final FailedAttempts attempts;
    private final RecentKeys recent;
    private final Peppers peppers;
    private final Clock clock;

    @Inject
    public AuthenticatingKeys(
            Connections connections,
            KeyUses uses,
            FailedAttempts attempts,
            RecentKeys recent,
            Peppers peppers,
            Clock clock) {
        this.connections = connections;
        this.uses = uses;
        this.attempts = attempts;
        this.recent = recent;
        this.peppers = peppers;
        this.clock = clock;
    }

    /** The outcome. Only a caller whose Secret or token was right is told that its keys were superseded or revoked. */
    public sealed interface Authentication {

        record Authenticated(KeyHolder holder) implements Authentication {}

        record Unknown() implements Authentication {}

        record Superseded(Instant since) implements Authentication {}

        record Revoked(Instant since) implements Authentication {}

        /** Too many calls from that address had a wrong Secret; the right one is always let in. */
        record Throttled(Duration retryAfter) implements Authentication {}
    }

    /** Without saying where the call comes from. */
    @Transactional
    public Authentication byKeys(String appKey, String secret) {
        return byKeys(appKey, secret, Caller.UNKNOWN);
    }

    @Transactional
    public Authentication byKeys(String appKey, String secret, Caller caller) {
        Optional<AppKey> key = AppKey.tryParse(appKey);
        Optional<Secret> given = Secret.tryParse(secret);
        Optional<FoundKeys> found = key.flatMap(connections::byAppKey);
        if (found.isEmpty()
                || given.isEmpty()
                || !peppers.verify(found.get().keys().hash(), key.get(), given.get())) {
            return unknown(found, caller);
        }
        Authentication judged = judge(found.get(), caller);
        if (judged instanceof Authentication.Authenticated valid) {
            SecretHash kept = found.get().keys().hash();
            if (peppers.isCurrent(kept)) {
                recent.remember(key.get(), kept, valid.holder(), caller);
            } else {
                connections.rehash(
                        found.get().connection().id(),
                        found.get().keys().number(),
                        peppers.hash(key.get(), given.get()));
            }
        }
        return judged;
    }

    /** For a token whose signature was verified: whether the generation that it names is still valid. */
    @Transactional
    public Authentication byToken(ConnectionId connection, int generation) {
        return byToken(connection, generation, Caller.UNKNOWN);
    }

    @Transactional
    public Authentication byToken(ConnectionId connection, int generation, Caller caller) {
        Authentication judged = connections
                .byGeneration(connection, generation)
                .map(found -> judge(found, caller))
                .orElseGet(Authentication.Unknown::new);
        if (judged instanceof Authentication.Authenticated valid) {
            recent.remember(valid.holder(), caller);
        }
        return judged;
    }

    /** The Secret is checked first, so that nobody who has the right one waits for what others do. */
    private Authentication unknown(Optional<FoundKeys> found, Caller caller) {
        String what = found.map(keys -> keys.keys().appKey().value()).orElse("keys");
        Optional<Duration> wait = attempts.failed(what, caller.address());
        if (wait.isPresent()) {
            return new Authentication.Throttled(wait.get());
        }
        found.ifPresent(keys -> noteFailure(keys, caller));
        return new Authentication.Unknown();
    }

    private void noteFailure(FoundKeys found, Caller caller) {
        uses.failed(
                found.connection().id(),
                found.connection().facts().owner(),
                found.keys().number(),
                caller,
                clock.now());
    }

    private Authentication judge(FoundKeys found, Caller caller) {
        Instant now = clock.now();
        boolean ended = !found.keys().isValidAt(now) || !(found.connection() instanceof ActiveConnection);
        // usually a package that still polls with them, for as long as nobody looks: a few a minute tell enough
        if (ended
                && attempts.failed("ended " + found.keys().appKey().value(), caller.address())
                        .isEmpty()) {
            noteFailure(found, caller);
        }
        Connection connection = found.connection();
        if (!(connection instanceof ActiveConnection)
                && found.keys().validUntil().equals(Optional.of(connection.revokedOn()))) {
            // these were good until the connection was revoked, an overlapping older set included
            return new Authentication.Revoked(connection.revokedOn());
        }
        if (!found.keys().isValidAt(now) || !(connection instanceof ActiveConnection)) {
            return new Authentication.Superseded(found.keys().validUntil().orElse(now));
        }
        connections.noteUse(connection.id(), connection.facts().owner(), now);
        uses.used(connection.id(), connection.facts().owner(), found.keys().number(), caller, now);
        return new Authentication.Authenticated(new KeyHolder(
                connection.id(),
                connection.facts().owner(),
                found.keys().number(),
                connection.facts().name(),
                found.softwarePackage(),
                connection.facts().acknowledgement(),
                connection.facts().lease()));
    }
}
