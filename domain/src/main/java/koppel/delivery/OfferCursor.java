package koppel.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How far a package has read a listing. Opaque to packages. A cursor of an earlier epoch starts again, since every offer of the newer
 * epoch is news.
 */
public record OfferCursor(int epoch, long position) {

    /** The text that packages hand back as {@code after}. */
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((epoch + "." + position).getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty when the text was not made here. */
    public static Optional<OfferCursor> parse(String text) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("\\.", -1);
            return parts.length == 2
                    ? Optional.of(new OfferCursor(Integer.parseInt(parts[0]), Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
