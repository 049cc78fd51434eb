package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import koppel.connection.Connections.FoundKeys;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;
import koppel.shared.Clock;

/** Tells who calls the vendor API, by App Key and Secret or by a token made from them. */
@Singleton
public class AuthenticatingKeys {

    private final Connections connections;
    private final Peppers peppers;
    private final Clock clock;

    @Inject
    public AuthenticatingKeys(Connections connections, Peppers peppers, Clock clock) {
        this.connections = connections;
        this.peppers = peppers;
        this.clock = clock;
    }

    /** The outcome. Only a caller whose Secret or token was right is told that its keys were superseded or revoked. */
    public sealed interface Authentication {

        record Authenticated(KeyHolder holder) implements Authentication {}

        record Unknown() implements Authentication {}

        record Superseded(Instant since) implements Authentication {}

        record Revoked(Instant since) implements Authentication {}
    }

    @Transactional
    public Authentication byKeys(String appKey, String secret) {
        Optional<AppKey> key = AppKey.tryParse(appKey);
        Optional<Secret> given = Secret.tryParse(secret);
        if (key.isEmpty() || given.isEmpty()) {
            return new Authentication.Unknown();
        }
        Optional<FoundKeys> found = connections.byAppKey(key.get());
        if (found.isEmpty() || !peppers.verify(found.get().keys().hash(), key.get(), given.get())) {
            return new Authentication.Unknown();
        }
        Authentication judged = judge(found.get());
        if (judged instanceof Authentication.Authenticated
                && !peppers.isCurrent(found.get().keys().hash())) {
            connections.rehash(
                    found.get().connection().id(), found.get().keys().number(), peppers.hash(key.get(), given.get()));
        }
        return judged;
    }

    /** For a token whose signature was verified: whether the generation that it names is still valid. */
    @Transactional
    public Authentication byToken(ConnectionId connection, int generation) {
        return connections.byGeneration(connection, generation).map(this::judge).orElseGet(Authentication.Unknown::new);
    }

    private Authentication judge(FoundKeys found) {
        Instant now = clock.now();
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
