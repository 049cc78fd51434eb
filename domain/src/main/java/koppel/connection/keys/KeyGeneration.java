package koppel.connection.keys;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One set of keys in the life of a connection. It is made current; a newer set ends it at once or, where an administrator chose an
 * overlap, lets it live on until a time; then it is superseded for ever. Whether the connection itself is active is the connection's
 * affair.
 *
 * <p>Checks never look at {@code createdOn}: the clock of the node that made the keys may be ahead of the one that checks them.
 *
 * @param number 1 for the first
 * @param validUntil the first moment at which the keys are refused; empty while they are current
 */
public record KeyGeneration(
        int number, AppKey appKey, SecretHash hash, Instant createdOn, Optional<Instant> validUntil) {

    /** Where a generation stands at some moment. */
    public enum Standing {
        /** No newer one has ended it. */
        CURRENT,
        /** A newer one exists; this one is still good for a while. */
        OVERLAPPING,
        /** Refused for ever. */
        SUPERSEDED
    }

    public KeyGeneration {
        if (number < 1) {
            throw new IllegalArgumentException("generations are numbered from 1");
        }
        Objects.requireNonNull(appKey);
        Objects.requireNonNull(hash);
        Objects.requireNonNull(createdOn);
        Objects.requireNonNull(validUntil);
    }

    /** Where this generation stands at that moment. */
    public Standing standingAt(Instant moment) {
        if (validUntil.isEmpty()) {
            return Standing.CURRENT;
        }
        return moment.isBefore(validUntil.get()) ? Standing.OVERLAPPING : Standing.SUPERSEDED;
    }

    /** Whether these keys open anything at that moment. */
    public boolean isValidAt(Instant moment) {
        return standingAt(moment) != Standing.SUPERSEDED;
    }

    /** This generation, ended at that moment; an end that is earlier stays, since what was taken away is never given back. */
    public KeyGeneration endingOn(Instant end) {
        Instant earliest = validUntil.filter(set -> set.isBefore(end)).orElse(end);
        return new KeyGeneration(number, appKey, hash, createdOn, Optional.of(earliest));
    }
}
