package koppel.organisation;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Check digits that a register gives its numbers although Peppol's rules do not ask for them, or only warn. They are demanded of whoever
 * registers a party id: under a mistyped one nothing is received, or somebody else's; an operator is only warned. They are not demanded of documents, which the whole
 * network takes as they are.
 *
 * <p>Left out are schemes without check digits, and those whose issuers have given out numbers that break their own rule.
 */
final class RegisterNumbers {

    /** What a number looks like, and whether its check digits are right; a prefix that all numbers of a scheme have may be missing. */
    private record Register(Pattern form, Predicate<String> check) {

        boolean has(String value) {
            var matched = form.matcher(value);
            return matched.matches() && check.test(matched.group(1));
        }
    }

    private static final Map<String, Register> BY_SCHEME = Map.ofEntries(
            Map.entry("0002", register("([0-9]{9}|[0-9]{14})", RegisterNumbers::french)),
            Map.entry("0009", register("([0-9]{14})", RegisterNumbers::french)),
            Map.entry("0183", register("CHE([0-9]{9})(?:MWST|TVA|IVA)?", RegisterNumbers::swiss)),
            Map.entry("0184", register("(?:DK)?([0-9]{8})", RegisterNumbers::danish)),
            Map.entry("0188", register("([0-9]{13})", RegisterNumbers::japanese)),
            Map.entry("0191", register("([0-9]{8})", RegisterNumbers::estonian)),
            Map.entry("0196", register("([0-9]{10})", RegisterNumbers::icelandic)),
            Map.entry("0198", register("DK([0-9]{8})", RegisterNumbers::danish)),
            Map.entry("0199", register("([0-9A-Z]{18}[0-9]{2})", value -> mod97(value) == 1)),
            Map.entry("0211", register("(?:IT)?([0-9]{11})", RegisterNumbers::luhn)),
            Map.entry("0212", register("([0-9]{7}-?[0-9])", RegisterNumbers::finnish)),
            Map.entry("0213", register("(?:FI)?([0-9]{8})", RegisterNumbers::finnish)),
            Map.entry("0216", register("0037([0-9]{8})[0-9A-Z]{0,5}", RegisterNumbers::finnish)),
            Map.entry("0221", register("T([0-9]{13})", RegisterNumbers::japanese)),
            Map.entry(
                    "9910", register("(?:HU)?([0-9]{8})", value -> weighted(value, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0)),
            Map.entry("9914", register("(?:AT)?U([0-9]{8})", RegisterNumbers::austrian)),
            Map.entry("9918", register("([A-Z]{2}[0-9]{2}[0-9A-Z]{11,30})", RegisterNumbers::iban)),
            Map.entry("9925", register("(?:BE)?([0-9]{10})", CheckDigits::belgian)),
            Map.entry("9927", register("CHE([0-9]{9})(?:MWST|TVA|IVA)?", RegisterNumbers::swiss)),
            Map.entry("9930", register("(?:DE)?([1-9][0-9]{8})", RegisterNumbers::mod11And10)),
            Map.entry(
                    "9931",
                    register("(?:EE)?([0-9]{9})", value -> weighted(value, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0)),
            Map.entry("9933", register("(?:EL|GR)?([0-9]{9})", RegisterNumbers::greek)),
            Map.entry("9934", register("(?:HR)?([0-9]{11})", RegisterNumbers::mod11And10)),
            Map.entry("9938", register("(?:LU)?([0-9]{8})", RegisterNumbers::luxembourgish)),
            Map.entry("9944", register("((?:NL)?[0-9]{9}B[0-9]{2})", RegisterNumbers::dutch)),
            Map.entry("9945", register("(?:PL)?([0-9]{10})", RegisterNumbers::polish)),
            Map.entry("9946", register("(?:PT)?([0-9]{9})", RegisterNumbers::portuguese)),
            Map.entry("9948", register("(?:RS)?([0-9]{9})", RegisterNumbers::mod11And10)),
            Map.entry("9949", register("(?:SI)?([1-9][0-9]{7})", RegisterNumbers::slovenian)),
            Map.entry("9950", register("(?:SK)?([1-9][0-9]{9})", value -> Long.parseLong(value) % 11 == 0)));

    private RegisterNumbers() {}

    private static Register register(String form, Predicate<String> check) {
        return new Register(Pattern.compile(form), check);
    }

    /** What is wrong with the number as one that somebody says to have; empty when nothing is. */
    static Optional<String> flawOf(PartyId partyId) {
        Register register = BY_SCHEME.get(partyId.scheme());
        return register == null || register.has(partyId.value())
                ? Optional.empty()
                : Optional.of("This is no number of that register: its check digits or its length are not right.");
    }

    private static int digit(String text, int index) {
        return text.charAt(index) - '0';
    }

    /** The sum of the first digits, each times its weight. */
    private static int weighted(String text, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += digit(text, i) * weights[i];
        }
        return sum;
    }

    private static boolean luhn(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int product = digit(text, i) * ((text.length() - i) % 2 == 0 ? 2 : 1);
            sum += product / 10 + product % 10;
        }
        return sum % 10 == 0;
    }

    /** ISO 7064, modulo 11,10. */
    private static boolean mod11And10(String text) {
        int check = 5;
        for (int i = 0; i < text.length(); i++) {
            check = ((check == 0 ? 10 : check) * 2 % 11 + digit(text, i)) % 10;
        }
        return check == 1;
    }

    /** ISO 7064, modulo 97, letters counted from 10. */
    private static int mod97(String text) {
        int rest = 0;
        for (char c : text.toCharArray()) {
            int value = Character.digit(c, 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest;
    }

    /** Luhn for the company, and again for its establishment; those of La Poste are so many that they have a rule of their own. */
    private static boolean french(String text) {
        String company = text.substring(0, 9);
        if (!luhn(company)) {
            return false;
        }
        return text.length() == 9
                || luhn(text)
                || (company.equals("356000000")
                        && text.chars().map(c -> c - '0').sum() % 5 == 0);
    }

    private static boolean swiss(String text) {
        return (11 - weighted(text, 5, 4, 3, 2, 7, 6, 5, 4) % 11) % 11 == digit(text, 8);
    }

    private static boolean danish(String text) {
        return digit(text, 0) > 0 && weighted(text, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    private static boolean japanese(String text) {
        int sum = 0;
        for (int i = 1; i < 13; i++) {
            sum += digit(text, i) * (i % 2 == 0 ? 1 : 2);
        }
        return 9 - sum % 9 == digit(text, 0);
    }

    private static boolean estonian(String text) {
        int check = weighted(text, 1, 2, 3, 4, 5, 6, 7) % 11;
        if (check == 10) {
            check = weighted(text, 3, 4, 5, 6, 7, 8, 9) % 11 % 10;
        }
        return check == digit(text, 7);
    }

    private static boolean icelandic(String text) {
        return weighted(text, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    private static boolean finnish(String text) {
        return weighted(text.replace("-", ""), 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;
    }

    private static boolean austrian(String text) {
        int sum = 4;
        for (int i = 0; i < 7; i++) {
            int product = digit(text, i) * (i % 2 == 0 ? 1 : 2);
            sum += product / 10 + product % 10;
        }
        return (10 - sum % 10) % 10 == digit(text, 7);
    }

    private static boolean iban(String text) {
        return mod97(text.substring(4) + text.substring(0, 4)) == 1;
    }

    private static boolean greek(String text) {
        return weighted(text, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == digit(text, 8);
    }

    private static boolean luxembourgish(String text) {
        return Integer.parseInt(text.substring(0, 6)) % 89 == Integer.parseInt(text.substring(6));
    }

    /** The numbers of companies have the digit of old; since 2020 those of persons are guarded as a whole. */
    private static boolean dutch(String text) {
        String number = text.startsWith("NL") ? text.substring(2) : text;
        return mod97("NL" + number) == 1 || weighted(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == digit(number, 8);
    }

    private static boolean polish(String text) {
        return weighted(text, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == digit(text, 9);
    }

    private static boolean portuguese(String text) {
        return (11 - weighted(text, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == digit(text, 8);
    }

    private static boolean slovenian(String text) {
        int check = 11 - weighted(text, 8, 7, 6, 5, 4, 3, 2) % 11;
        return check < 11 && check % 10 == digit(text, 7);
    }
}
