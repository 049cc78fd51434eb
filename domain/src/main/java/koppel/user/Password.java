package koppel.user;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import koppel.shared.InvalidInput;

/** A new password that a person chose and the rules accept: long enough, and nothing more is asked of it. Never shows itself. */
public final class Password {

    /** Fewest characters of a new password. */
    public static final int FEWEST_CHARACTERS = 12;

    /** Most characters of any password: room for a passphrase, and an end to what a stranger can have hashed. */
    public static final int MOST_CHARACTERS = 256;

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
