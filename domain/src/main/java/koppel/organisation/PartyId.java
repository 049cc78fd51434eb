package koppel.organisation;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import koppel.shared.InvalidInput;

/**
 * Names a party in the network of invoices: a Peppol participant identifier, such as {@code 0106:12345678}.
 *
 * <p>Peppol compares values without regard to case, so that two spellings that differ in case only must be equal here. The canonical
 * form is upper case: that is how the numbers that have letters are written where they are issued ({@code NL123456789B01}), and how
 * {@code 0002:FR23342} stays readable. Peppol's own canonical form for look-ups is lower case; who needs it lowers {@link #toString()}.
 *
 * @param scheme code of the list of electronic address schemes, four digits, such as {@code 0106} for the Dutch KvK
 * @param value what the scheme's issuer gave out, in upper case
 */
public record PartyId(String scheme, String value) {

    /** Longest value that Peppol's policy for identifiers (4.4, in force since 2025-11-01) allows; until then it was 50. */
    public static final int MAX_VALUE_LENGTH = 130;

    private static final Pattern VALUE = Pattern.compile("[0-9A-Za-z._~-]+");

    private static final String NETWORK = "iso6523-actorid-upis::";

    private static final int LONGEST_SPELLING = NETWORK.length() + "IT:SECETI:".length() + MAX_VALUE_LENGTH;

    /** @throws InvalidInput if the scheme isn't one of the list, or the value can't be one of that scheme */
    public PartyId {
        if (scheme == null || value == null) {
            throw invalid("A party id has a scheme and a value.");
        }
        Scheme known = Scheme.named(scheme)
                .filter(found -> found.code().equals(scheme))
                .orElseThrow(
                        () -> invalid("The scheme of a party id is a code of the list of electronic address schemes."));
        if (value.length() > MAX_VALUE_LENGTH) {
            throw invalid("The value of a party id has at most " + MAX_VALUE_LENGTH + " characters.");
        }
        // before the change of case, which turns some letters from beyond ASCII into letters of it
        if (!VALUE.matcher(value).matches()) {
            throw invalid("The value of a party id consists of letters, digits and the characters - . _ ~");
        }
        value = value.toUpperCase(Locale.ROOT);
        if (!known.format().test(value)) {
            throw invalid(known.expected());
        }
    }

    /**
     * A party id whose scheme is told apart from its value, as in an invoice.
     *
     * @param schemeOrName the scheme's code or a short name of it, such as {@code NL:KVK}
     * @throws InvalidInput as {@link #parse}
     */
    public static PartyId of(String schemeOrName, String value) {
        return new PartyId(
                Scheme.named(schemeOrName)
                        .map(Scheme::code)
                        .orElseThrow(() ->
                                invalid("The scheme of a party id is a code of the list of electronic address schemes,"
                                        + " such as 0106, or a name of one, such as NL:KVK.")),
                value);
    }

    /**
     * Reads any of its spellings: {@code 0106:12345678}, {@code NL:KVK:12345678}, either after {@code iso6523-actorid-upis::}, in any
     * case, with blanks around it.
     *
     * @throws InvalidInput if it is none of them, never with the text itself
     */
    public static PartyId parse(String text) {
        String spelling = text == null ? "" : text.strip();
        if (spelling.length() > LONGEST_SPELLING) {
            throw invalid("That is too long for a party id.");
        }
        if (spelling.regionMatches(true, 0, NETWORK, 0, NETWORK.length())) {
            spelling = spelling.substring(NETWORK.length());
        }
        // a value has no colon, a name has one or none
        int colon = spelling.lastIndexOf(':');
        if (colon < 0) {
            throw invalid("A party id is written as scheme:value, such as 0106:12345678 or NL:KVK:12345678.");
        }
        return of(spelling.substring(0, colon), spelling.substring(colon + 1));
    }

    /** The country whose register issues ids of this scheme, ISO 3166-1 alpha-2; none for a GLN and its kind. */
    public Optional<String> country() {
        return Scheme.named(scheme).flatMap(Scheme::country);
    }

    /** The canonical text, {@code 0106:12345678}. */
    @Override
    public String toString() {
        return scheme + ":" + value;
    }

    private static InvalidInput invalid(String message) {
        return new InvalidInput("partyId", message);
    }
}
