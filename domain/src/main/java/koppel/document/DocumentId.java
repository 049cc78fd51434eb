package koppel.document;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import koppel.shared.InvalidInput;

/**
 * Names one document of one organisation; the sender's and the receiver's document have ids of their own.
 *
 * <p>New ids are UUIDs of version 7: they grow with time, so that an index over them grows at its end. Ids that others made, of any
 * version, are taken as they are.
 */
public record DocumentId(UUID value) {

    private static final int LENGTH = 36;

    public DocumentId {
        Objects.requireNonNull(value);
    }

    /**
     * A new id of version 7 (RFC 9562). The 12 bits after the milliseconds hold the fraction of one (RFC 9562, 6.2, method 3), so
     * that ids sort by time to a quarter of a microsecond without any shared counter.
     *
     * @param random must not be guessable where ids are told to others
     */
    public static DocumentId next(Instant now, RandomGenerator random) {
        long fraction = (now.getNano() % 1_000_000) * 4096L / 1_000_000;
        long high = now.toEpochMilli() << 16 | 0x7000 | fraction;
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new DocumentId(new UUID(high, low));
    }

    /**
     * Reads the usual spelling of 36 characters, in either case and with blanks around it.
     *
     * @throws InvalidInput if it is no UUID, never with the text itself
     */
    public static DocumentId parse(String text) {
        String spelling = text == null ? "" : text.strip();
        if (!isUsual(spelling)) {
            throw new InvalidInput(
                    "documentId", "A document id is a UUID, such as 01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f.");
        }
        return new DocumentId(UUID.fromString(spelling));
    }

    /** {@link UUID#fromString} also takes 1-1-1-1-1; by hand, since a thousand are acknowledged with one call. */
    private static boolean isUsual(String spelling) {
        if (spelling.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char next = spelling.charAt(i);
            boolean right = (i == 8 || i == 13 || i == 18 || i == 23) ? next == '-' : HexFormat.isHexDigit(next);
            if (!right) {
                return false;
            }
        }
        return true;
    }

    /** The usual spelling in lower case. */
    @Override
    public String toString() {
        return value.toString();
    }
}
