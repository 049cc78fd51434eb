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

    /**
     * A vendor's own credentials.
     *
     * @param secret to be shown once, never kept
     * @param hash to be kept
     */
    public record IssuedToVendor(ClientId clientId, Secret secret, SecretHash hash) {}

    public IssuedToVendor issueToVendor() {
        ClientId clientId = ClientId.generate(random);
        Secret secret = Secret.generateForVendor(random);
        return new IssuedToVendor(clientId, secret, peppers.hash(clientId, secret));
    }

    /**
     * The token of a hand-over link.
     *
     * @param token to be shown once, never kept
     * @param hash to be kept
     */
    public record IssuedHandover(Secret token, SecretHash hash) {}

    public IssuedHandover issueHandover() {
        Secret token = Secret.generateForHandover(random);
        return new IssuedHandover(token, peppers.hashOfHandover(token));
    }
}
