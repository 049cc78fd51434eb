package koppel.connection.keys;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Makes key sets: the part to show once, and the part to keep. Safe for use by many threads. */
public final class KeyIssuer {

    private final SecureRandom random;
    private final Peppers peppers;

    public KeyIssuer(SecureRandom random, Peppers peppers) {
        this.random = Objects.requireNonNull(random);
        this.peppers = Objects.requireNonNull(peppers);
    }

    /**
     * A new set of keys.
     *
     * @param keySet to be shown once, never kept
     * @param generation to be kept
     */
    public record Issued(KeySet keySet, KeyGeneration generation) {}

    /** The first keys of a connection. */
    public Issued issueFirst(Instant now) {
        return issue(1, now);
    }

    /** The keys that come after the connection's newest ones, whatever became of those. */
    public Issued issueAfter(KeyGeneration newest, Instant now) {
        return issue(Math.addExact(newest.number(), 1), now);
    }

    /** The keys of the generation with that number. */
    public Issued issue(int number, Instant now) {
        KeySet keySet = new KeySet(AppKey.generate(random), Secret.generate(random));
        SecretHash hash = peppers.hash(keySet.appKey(), keySet.secret());
        return new Issued(keySet, new KeyGeneration(number, keySet.appKey(), hash, now, Optional.empty()));
    }
}
