package koppel.organisation;

/** The arithmetic of numbers that guard against typing errors, as Peppol's rules for Billing compute it. */
final class CheckDigits {

    private CheckDigits() {}

    /** Whether the text consists of so many digits of ASCII. */
    static boolean digits(String text, int count) {
        return text.length() == count && digits(text);
    }

    private static boolean digits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** PEPPOL-COMMON-R040: GS1's modulo 10, of any length since the rule asks for none. */
    static boolean gln(String text) {
        if (!digits(text)) {
            return false;
        }
        int last = text.length() - 1;
        int sum = 0;
        for (int i = 0; i < last; i++) {
            sum += digit(text, i) * ((last - i) % 2 == 1 ? 3 : 1);
        }
        return (10 - sum % 10) % 10 == digit(text, last);
    }

    /** PEPPOL-COMMON-R041: modulo 11 with the weights 2 to 7 from the right. */
    static boolean norwegian(String text) {
        if (!digits(text, 9) || Integer.parseInt(text) == 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += digit(text, i) * ((7 - i) % 6 + 2);
        }
        return (11 - sum % 11) % 11 == digit(text, 8);
    }

    /** PEPPOL-COMMON-R043: modulo 97. */
    static boolean belgian(String text) {
        return digits(text, 10)
                && 97 - Integer.parseInt(text.substring(0, 8)) % 97 == Integer.parseInt(text.substring(8));
    }

    /** PEPPOL-COMMON-R049: Luhn. */
    static boolean swedish(String text) {
        if (!digits(text, 10)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            int product = digit(text, i) * (i % 2 == 0 ? 2 : 1);
            sum += product / 10 + product % 10;
        }
        return (10 - sum % 10) % 10 == digit(text, 9);
    }

    /** PEPPOL-COMMON-R050: modulo 89, after one is taken off the first digit. */
    static boolean australian(String text) {
        if (!digits(text, 11)) {
            return false;
        }
        int sum = (digit(text, 0) - 1) * 10;
        for (int i = 1; i < 11; i++) {
            sum += digit(text, i) * (2 * i - 1);
        }
        return sum % 89 == 0;
    }

    /** PEPPOL-COMMON-R042 and R053: no check digit, but a prefix. */
    static boolean danishWithPrefix(String text) {
        return text.startsWith("DK") && digits(text.substring(2), 8);
    }

    private static int digit(String text, int index) {
        return text.charAt(index) - '0';
    }
}
