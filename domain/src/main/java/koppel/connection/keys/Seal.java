package koppel.connection.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what has to be read again, such as the token for somebody else's API, so that neither the database nor its backup tells it:
 * AES-256-GCM (NIST SP 800-38D) with a key from the pepper, bound to its purpose. A hash is better for whatever is only compared.
 */
public final class Seal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String BETWEEN = ":";

    private final Map<String, Pepper> newestFirst;
    private final String purpose;
    private final SecureRandom random = new SecureRandom();

    Seal(Map<String, Pepper> newestFirst, String purpose) {
        this.newestFirst = newestFirst;
        this.purpose = purpose;
    }

    /** The text under the newest pepper; another time it looks different. */
    public String seal(String text) {
        Pepper pepper = newestFirst.values().iterator().next();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, pepper, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
            return pepper.id() + BETWEEN + base64.encodeToString(nonce) + BETWEEN + base64.encodeToString(sealed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-GCM", impossible);
        }
    }

    /** The text again; empty when it was sealed with a pepper that is no longer known, for another purpose, or was changed. */
    public Optional<String> open(String sealed) {
        String[] parts = sealed.split(BETWEEN, -1);
        Pepper pepper = newestFirst.get(parts[0]);
        if (parts.length != 3 || pepper == null) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getUrlDecoder();
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, pepper, base64.decode(parts[1])).doFinal(base64.decode(parts[2]));
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException changed) {
            return Optional.empty();
        }
    }

    /** Whether it was sealed with the newest pepper; if not, it can be sealed anew as long as it opens. */
    public boolean isCurrent(String sealed) {
        return sealed.startsWith(newestFirst.keySet().iterator().next() + BETWEEN);
    }

    private Cipher cipher(int mode, Pepper pepper, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec key = new SecretKeySpec(pepper.derive("koppel/seal/v1/" + purpose, 32), "AES");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    @Override
    public String toString() {
        return "Seal[" + purpose + "]";
    }
}
