package koppel.document;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;
import koppel.shared.InvalidInput;

/**
 * A sum of money. Equal sums are equal however many zeros they were written with: the scale is that of the currency ({@code 100.00}
 * euros, {@code 100} yen) unless the sum is finer than that.
 *
 * @param value may be negative, as in a correction
 * @param currency code of ISO 4217; that it is three letters is checked, and that it exists is for the rules of the day to say
 */
public record Amount(BigDecimal value, String currency) {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private static final int MOST_DIGITS = 30;

    /** @throws InvalidInput if the currency isn't three capital letters, or the value has more than 30 digits */
    public Amount {
        if (value == null || currency == null || !CURRENCY.matcher(currency).matches()) {
            throw new InvalidInput("currency", "A currency is a code of ISO 4217 in capitals, such as EUR.");
        }
        BigDecimal stripped = value.stripTrailingZeros();
        // the scale too, since 1E+999999999 has one digit and a plain text of a billion
        if (stripped.precision() > MOST_DIGITS || Math.abs((long) stripped.scale()) > MOST_DIGITS) {
            throw new InvalidInput("amount", "An amount has at most " + MOST_DIGITS + " digits.");
        }
        value = stripped.setScale(Math.max(stripped.scale(), fractionDigits(currency)));
    }

    /** The value without exponent and the currency, {@code 1656.25 EUR}. */
    @Override
    public String toString() {
        return value.toPlainString() + " " + currency;
    }

    private static int fractionDigits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            // a currency younger than the Java runtime
            return 2;
        }
    }
}
