package koppel.user;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import koppel.shared.InvalidInput;

/**
 * An e-mail address as its owner writes it. Valid is what a browser's e-mail field takes (so: no quoted local parts, no comments, and
 * international domains in their ASCII form), which also keeps out whatever could break a header or a list.
 *
 * @param value without spaces around it, otherwise as given
 */
public record EmailAddress(String value) {

    private static final int MOST_CHARACTERS = 254;
    private static final int MOST_LOCAL_CHARACTERS = 64;
    private static final String DOMAIN_LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    private static final Pattern VALID =
            Pattern.compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@" + DOMAIN_LABEL + "(?:\\." + DOMAIN_LABEL + ")*");

    /** @throws InvalidInput if it is not an e-mail address; never echoes it */
    public EmailAddress {
        value = value.strip();
        if (!isValid(value)) {
            throw new InvalidInput("email", "This is not an e-mail address.");
        }
    }

    /** @throws InvalidInput if it is not an e-mail address; never echoes it */
    public static EmailAddress parse(String text) {
        return new EmailAddress(text == null ? "" : text);
    }

    /** The address, or empty if the text is none. */
    public static Optional<EmailAddress> tryParse(String text) {
        return text == null || !isValid(text.strip()) ? Optional.empty() : Optional.of(new EmailAddress(text));
    }

    /** What makes two spellings the same address: by this, and not by {@link #equals}, addresses are unique and looked up. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isValid(String text) {
        return text.length() <= MOST_CHARACTERS
                && text.indexOf('@') <= MOST_LOCAL_CHARACTERS
                && VALID.matcher(text).matches();
    }
}
