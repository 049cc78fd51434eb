package koppel.connection.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;
import koppel.connection.keys.MalformedKey.Flaw;

/**
 * The form that both keys share: a typed prefix, random base62 characters, and a checksum over both, so that a bad paste is refused
 * without a look-up and one kind of key cannot pass for the other.
 */
enum KeyForm {
    /** 142 bits: enough that no two are ever equal. */
    APP_KEY("App Key", "app-key-malformed", AppKey.PREFIX, 24),

    /** 62^43 is just above 2^256. */
    SECRET("Secret", "secret-malformed", Secret.PREFIX, 43),

    /** A vendor's own, which no person's paste can be taken for. */
    CLIENT_ID("client id", "client-id-malformed", ClientId.PREFIX, 24),

    CLIENT_SECRET("client secret", "client-secret-malformed", Secret.VENDOR_PREFIX, 43),

    /** What a hand-over link carries. */
    HANDOVER("hand-over token", "handover-malformed", Secret.HANDOVER_PREFIX, 43);

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int CHECKSUM_LENGTH = 6;

    private final String label;
    private final String code;
    private final String prefix;
    private final int randomLength;

    KeyForm(String label, String code, String prefix, int randomLength) {
        this.label = label;
        this.code = code;
        this.prefix = prefix;
        this.randomLength = randomLength;
    }

    String label() {
        return label;
    }

    String code() {
        return code;
    }

    String prefix() {
        return prefix;
    }

    int length() {
        return prefix.length() + randomLength + CHECKSUM_LENGTH;
    }

    String generate(SecureRandom random) {
        StringBuilder text = new StringBuilder(length()).append(prefix);
        for (int i = 0; i < randomLength; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.append(checksumOf(text.toString())).toString();
    }

    /** The first thing that is wrong with the text, empty when it has this form. */
    Optional<Flaw> flawOf(String text) {
        if (!text.startsWith(prefix)) {
            return Optional.of(Flaw.PREFIX);
        }
        if (text.length() != length()) {
            return Optional.of(Flaw.LENGTH);
        }
        for (int i = prefix.length(); i < text.length(); i++) {
            if (!isBase62(text.charAt(i))) {
                return Optional.of(Flaw.ALPHABET);
            }
        }
        int split = length() - CHECKSUM_LENGTH;
        return text.startsWith(checksumOf(text.substring(0, split)), split)
                ? Optional.empty()
                : Optional.of(Flaw.CHECKSUM);
    }

    private static boolean isBase62(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static String checksumOf(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        char[] digits = new char[CHECKSUM_LENGTH];
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }
}
