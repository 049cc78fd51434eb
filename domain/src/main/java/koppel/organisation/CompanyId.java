package koppel.organisation;

import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koppel.shared.InvalidInput;

/**
 * Names an organisation within this installation, whatever registers it stands in: {@code XCNL10017}. It is what people copy into
 * their software package as the organisation-specific identifier.
 *
 * @param country ISO 3166-1 alpha-2, upper case
 * @param number counted per installation, positive
 */
public record CompanyId(String country, long number) {

    private static final String PREFIX = "XC";

    // at most 18 digits, which a long always holds; no leading zero, so that an id has one spelling
    private static final Pattern SPELLING =
            Pattern.compile(PREFIX + "([A-Z]{2})([1-9][0-9]{0,17})", Pattern.CASE_INSENSITIVE);

    private static final Set<String> COUNTRIES = Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2);

    /** @throws InvalidInput if there is no such country or the number isn't positive */
    public CompanyId {
        if (!isCountry(country)) {
            throw invalid("The country of a company id is a code of ISO 3166-1, such as NL.");
        }
        if (number < 1 || number > 999_999_999_999_999_999L) {
            throw invalid("The number of a company id is positive and has at most 18 digits.");
        }
    }

    /**
     * The company id of a number that was given out.
     *
     * @param country in either case
     * @throws InvalidInput as the constructor
     */
    public static CompanyId of(String country, long number) {
        return new CompanyId(country == null ? null : country.toUpperCase(Locale.ROOT), number);
    }

    /**
     * Reads it, in either case and with blanks around it.
     *
     * @throws InvalidInput if it isn't a company id, never with the text itself
     */
    public static CompanyId parse(String text) {
        Matcher matcher = SPELLING.matcher(text == null ? "" : text.strip());
        if (!matcher.matches()) {
            throw invalid("A company id is written as XC, a country and a number, such as XCNL10017.");
        }
        return of(matcher.group(1), Long.parseLong(matcher.group(2)));
    }

    /** Whether it is a country's code, ISO 3166-1 alpha-2 in upper case; null is none. */
    public static boolean isCountry(String code) {
        return code != null && COUNTRIES.contains(code);
    }

    /** The canonical text, {@code XCNL10017}. */
    @Override
    public String toString() {
        return PREFIX + country + number;
    }

    private static InvalidInput invalid(String message) {
        return new InvalidInput("companyId", message);
    }
}
