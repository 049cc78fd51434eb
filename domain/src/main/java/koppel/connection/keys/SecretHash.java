package koppel.connection.keys;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * What is kept of a Secret: a keyed hash, worthless without the pepper, which is not in the database.
 *
 * @param pepperId which pepper keyed it
 * @param value HMAC-SHA256, 32 bytes
 */
public record SecretHash(String pepperId, byte[] value) {

    static final int LENGTH = 32;

    public SecretHash {
        Objects.requireNonNull(pepperId);
        if (value.length != LENGTH) {
            throw new IllegalArgumentException("a secret hash has " + LENGTH + " bytes");
        }
        value = value.clone();
    }

    /** A copy of the 32 bytes. */
    @Override
    public byte[] value() {
        return value.clone();
    }

    /** Whether the other hash has the same bytes; takes the same time wherever they differ. */
    boolean matches(byte[] other) {
        return MessageDigest.isEqual(value, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretHash that && pepperId.equals(that.pepperId) && matches(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * pepperId.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "SecretHash[pepperId=" + pepperId + "]";
    }
}
