package koppel.user;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import koppel.shared.InvalidInput;

/** A new password that the rules accept: long enough, and nothing more is asked of it. Never shows itself unasked. */
public final class Password {

    /** Fewest characters of a new password. */
    public static final int FEWEST_CHARACTERS = 12;

    /** Most characters of any password: room for a passphrase, and an end to what a stranger can have hashed. */
    public static final int MOST_CHARACTERS = 256;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String READABLE = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int MADE_UP_CHARACTERS = 20;
    private static final int MADE_UP_GROUP = 5;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /** @throws InvalidInput if it is too short or too long; never echoes it */
    public static Password chosen(String text) {
        if (text == null || characters(text) < FEWEST_CHARACTERS) {
            throw new InvalidInput("password", "A password has at least " + FEWEST_CHARACTERS + " characters.");
        }
        if (isTooLong(text)) {
            throw new InvalidInput("password", "A password has at most " + MOST_CHARACTERS + " characters.");
        }
        return new Password(text);
    }

    /** One that nobody chose, for a new account: to be shown once, easy to read out, 100 random bits. */
    public static Password madeUp() {
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < MADE_UP_CHARACTERS; i++) {
            made.append(i > 0 && i % MADE_UP_GROUP == 0 ? "-" : "")
                    .append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
        }
        return new Password(made.toString());
    }

    /** For the one answer that shows a made-up password. */
    public String reveal() {
        return text;
    }

    String text() {
        return text;
    }

    static boolean isTooLong(String text) {
        return characters(text) > MOST_CHARACTERS;
    }

    /** One form for what looks the same: keyboards differ in how they compose an é. */
    static byte[] bytesOf(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
