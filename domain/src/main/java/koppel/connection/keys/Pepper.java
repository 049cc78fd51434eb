package koppel.connection.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * One pepper, known by an id that tells nothing about it. Every use has a key of its own, derived by HKDF-SHA256 under its own label, so
 * that no use weakens another.
 */
final class Pepper {

    static final int FEWEST_CHARACTERS = 32;

    /** Random text of the least length has some 14 (hexadecimal) to 25; a repeated word has fewer. */
    private static final int FEWEST_DISTINCT = 8;

    private static final byte[] EXTRACT_SALT = ascii("koppel/pepper/v1");
    private static final byte[] HASH_LABEL = ascii("koppel/connection-key/v1\0");
    private static final int ID_BYTES = 6;

    private final byte[] extracted;
    private final String id;
    private final Mac keyed;

    private Pepper(byte[] extracted) {
        this.extracted = extracted;
        this.id = HexFormat.of().formatHex(derive("koppel/pepper-id/v1", ID_BYTES));
        this.keyed = keyedMac(derive("koppel/secret-hash/v1", SecretHash.LENGTH));
    }

    /**
     * The characters themselves are the key material: text that is hexadecimal or base64url keeps all its entropy without being decoded.
     *
     * @throws UnusablePepper if the text is too short or too uniform
     */
    static Pepper of(String text) {
        if (text.isEmpty()) {
            throw new UnusablePepper("The key pepper is empty.");
        }
        if (text.codePointCount(0, text.length()) < FEWEST_CHARACTERS) {
            throw new UnusablePepper("A key pepper needs at least " + FEWEST_CHARACTERS
                    + " characters; 32 random bytes in hexadecimal or base64url are best.");
        }
        if (text.codePoints().distinct().count() < FEWEST_DISTINCT) {
            throw new UnusablePepper("The key pepper repeats too few different characters; take 32 random bytes in"
                    + " hexadecimal or base64url.");
        }
        byte[] material = text.getBytes(StandardCharsets.UTF_8);
        return new Pepper(new HKDFBytesGenerator(new SHA256Digest()).extractPRK(EXTRACT_SALT, material));
    }

    String id() {
        return id;
    }

    byte[] derive(String label, int length) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(HKDFParameters.skipExtractParameters(extracted, label.getBytes(StandardCharsets.UTF_8)));
        byte[] out = new byte[length];
        hkdf.generateBytes(out, 0, length);
        return out;
    }

    /** @param publicId what goes with the secret; its prefix keeps one kind of secret's hashes from being another's */
    byte[] hash(String publicId, Secret secret) {
        Mac mac = copyOfKeyed();
        mac.update(ascii(publicId));
        mac.update((byte) 0);
        secret.addTo(mac);
        return mac.doFinal();
    }

    /**
     * A Mac is not safe to share, and keying one costs several hashes; copying one that is keyed and has taken the label in costs none,
     * and needs no thread-local that would outlive an undeployed application.
     */
    private Mac copyOfKeyed() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("HmacSHA256 of this JDK cannot be copied", impossible);
        }
    }

    private static Mac keyedMac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(HASH_LABEL);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "Pepper[" + id + "]";
    }
}
