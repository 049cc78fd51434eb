package koppel.connection.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * The password that belongs to an App Key (also called Consumer Secret): 256 random bits, shown once. Nothing about it shows in
 * {@link #toString()}, {@link #hashCode()} or an exception, and it cannot be serialized; {@link #reveal()} is the only way out.
 */
public final class Secret {

    /** What every Secret begins with. */
    public static final String PREFIX = "kpl_sec_";

    /** What the secret of a vendor's own credentials begins with. */
    public static final String VENDOR_PREFIX = "kpl_vsec_";

    /** What the token of a hand-over link begins with. */
    public static final String HANDOVER_PREFIX = "kpl_hand_";

    private final byte[] ascii;

    private Secret(String wellFormed) {
        this.ascii = wellFormed.getBytes(StandardCharsets.US_ASCII);
    }

    /** @throws MalformedKey if the text is not a Secret; never echoes it */
    public static Secret parse(String text) {
        Objects.requireNonNull(text);
        KeyForm.SECRET.flawOf(text).ifPresent(flaw -> {
            throw new MalformedKey(KeyForm.SECRET, flaw);
        });
        return new Secret(text);
    }

    /** The Secret, or empty if the text is none; for callers to whom a bad one is an everyday outcome. */
    public static Optional<Secret> tryParse(String text) {
        return tryParse(KeyForm.SECRET, text);
    }

    /** A new one that nobody can guess. */
    public static Secret generate(SecureRandom random) {
        return new Secret(KeyForm.SECRET.generate(random));
    }

    /** A new secret for a vendor's own credentials. */
    public static Secret generateForVendor(SecureRandom random) {
        return new Secret(KeyForm.CLIENT_SECRET.generate(random));
    }

    /** The secret of a vendor's own credentials, or empty if the text is none. */
    public static Optional<Secret> tryParseOfVendor(String text) {
        return tryParse(KeyForm.CLIENT_SECRET, text);
    }

    /** A new token for a hand-over link. */
    public static Secret generateForHandover(SecureRandom random) {
        return new Secret(KeyForm.HANDOVER.generate(random));
    }

    /** The token of a hand-over link, or empty if the text is none. */
    public static Optional<Secret> tryParseOfHandover(String text) {
        return tryParse(KeyForm.HANDOVER, text);
    }

    private static Optional<Secret> tryParse(KeyForm form, String text) {
        return text == null || form.flawOf(text).isPresent() ? Optional.empty() : Optional.of(new Secret(text));
    }

    /** The Secret in the clear: for the one answer that shows it, and for nothing else. */
    public String reveal() {
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    /** Feeds the Secret to a hash without making further copies of it. */
    void addTo(Mac mac) {
        mac.update(ascii);
    }

    /** Takes the same time wherever two Secrets differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(ascii, that.ascii);
    }

    /** The same for all: a hash code gets printed, and 32 bits of a Secret are 32 too many. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
