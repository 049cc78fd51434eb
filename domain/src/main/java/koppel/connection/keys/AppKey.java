package koppel.connection.keys;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import koppel.connection.keys.MalformedKey.Flaw;

/**
 * Identifies one generation of a connection's keys (also called Consumer Key). Public: it may be shown, stored and logged.
 *
 * @param value the whole text with prefix and checksum
 */
public record AppKey(String value) {

    /** What every App Key begins with. */
    public static final String PREFIX = "kpl_app_";

    /** @throws MalformedKey if the text is not an App Key */
    public AppKey {
        Objects.requireNonNull(value);
        KeyForm.APP_KEY.flawOf(value).ifPresent(AppKey::refuse);
    }

    /** @throws MalformedKey if the text is not an App Key; never echoes it */
    public static AppKey parse(String text) {
        return new AppKey(text);
    }

    /** The App Key, or empty if the text is none; for callers to whom a bad one is an everyday outcome. */
    public static Optional<AppKey> tryParse(String text) {
        return text == null || KeyForm.APP_KEY.flawOf(text).isPresent()
                ? Optional.empty()
                : Optional.of(new AppKey(text));
    }

    /** A new one that nobody has. */
    public static AppKey generate(SecureRandom random) {
        return new AppKey(KeyForm.APP_KEY.generate(random));
    }

    @Override
    public String toString() {
        return value;
    }

    private static void refuse(Flaw flaw) {
        throw new MalformedKey(KeyForm.APP_KEY, flaw);
    }
}
