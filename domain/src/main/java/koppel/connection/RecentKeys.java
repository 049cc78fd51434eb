package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;
import koppel.connection.keys.SecretHash;
import koppel.shared.Clock;
import koppel.shared.Remembered;

/**
 * What this node needs to tell again who calls, without asking the database: which connection and generation a set of keys is of never
 * changes, and so doesn't the hash of its Secret. Whether the keys are still valid does, and is not answered here. Forgotten after a
 * minute, so that a use is noted as often as ever.
 */
@Singleton
public class RecentKeys {

    private final Remembered<Called, Known> known;
    private final Peppers peppers;

    @Inject
    public RecentKeys(Peppers peppers, Clock clock) {
        this.peppers = peppers;
        known = new Remembered<>(clock, Duration.ofMinutes(1), 50_000);
    }

    /** With what, and from which address, since uses are noted for each. */
    private record Called(Object with, String address) {}

    private record Token(ConnectionId connection, int generation) {}

    /** Without a hash for a token, whose signature somebody else verifies. */
    private record Known(KeyHolder holder, SecretHash hash) {}

    void remember(AppKey appKey, SecretHash hash, KeyHolder holder, Caller caller) {
        known.remember(new Called(appKey.value(), caller.address()), new Known(holder, hash));
    }

    void remember(KeyHolder holder, Caller caller) {
        known.remember(
                new Called(new Token(holder.connection(), holder.generation()), caller.address()),
                new Known(holder, null));
    }

    /** Who calls, if the Secret is right and these keys were valid within the last minute; empty says nothing about them. */
    public Optional<RecentHolder> byKeys(String appKey, String secret, String address) {
        return known.of(new Called(appKey, address))
                .filter(found -> isRight(found, appKey, secret))
                .map(found -> new RecentHolder(found.holder()));
    }

    private boolean isRight(Known found, String appKey, String secret) {
        Optional<AppKey> key = AppKey.tryParse(appKey);
        Optional<Secret> given = Secret.tryParse(secret);
        return key.isPresent() && given.isPresent() && peppers.verify(found.hash(), key.get(), given.get());
    }

    /** Who calls with a token whose signature was verified, if its generation was valid within the last minute. */
    public Optional<RecentHolder> byToken(ConnectionId connection, int generation, String address) {
        return known.of(new Called(new Token(connection, generation), address))
                .map(found -> new RecentHolder(found.holder()));
    }
}
