package koppel.systemtest.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Texts and numbers that programs have stumbled over. */
final class Oddities {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t\r\n",
            "\u0000",
            "a\u0000b",
            "\ud800",
            "\udfff\ud800",
            "\uffff\ufffe",
            "\ufeffx",
            "\u202egnirts",
            "e\u0301\u0301\u0301",
            "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🧾",
            "İIıi ß ﬁ",
            "٠١٢٣٤٥",
            "\u0085\u2028\u2029",
            "'; DROP TABLE document; --",
            "' OR '1'='1",
            "%",
            "_%_",
            "\\",
            "\"",
            "${jndi:ldap://127.0.0.1:1/a}",
            "#{1+1}",
            "{{1+1}}",
            "<script>alert(1)</script>",
            "]]>",
            "../../../../etc/passwd",
            "..;/..;/",
            ";a=b",
            "?",
            "#",
            "/",
            "null",
            "undefined",
            "true",
            "NaN",
            "-0",
            "-1",
            "0",
            "1e9",
            "1e400",
            "0x10",
            "2147483648",
            "9223372036854775808",
            "99999999999999999999999999999999999999",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "1-1-1-1-1",
            "{01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f}",
            "2026-02-30",
            "0000-00-00",
            "-999999999-01-01",
            "+300000-01-01",
            "300000-01-01",
            "+300000-01-01T00:00:00Z",
            "-300000-01-01T00:00:00Z",
            "+999999999-12-31",
            "+999999999-12-31T23:59:59.999999999-18:00",
            "9999-12-31T23:59:60Z",
            "2026-11-02T09:30:00",
            "AAAA",
            cursor("-1"),
            cursor("-1.-1"),
            cursor("9223372036854775807"),
            cursor("2147483647.9223372036854775807"),
            cursor("+300000-01-01T00:00:00Z 01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f"),
            cursor("+1000000000-12-31T23:59:59.999999999Z 01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f"),
            "0106:",
            ":12345678",
            "9999:x",
            "NL:KVK:",
            "iso6523-actorid-upis::",
            "XC",
            "XCNL99999999999999999999",
            "kpl_app_",
            "kpl_sec_x",
            "a@b",
            "@",
            "http://[",
            "file:///etc/passwd",
            "x".repeat(300),
            "é".repeat(4_000));

    private static final List<BigDecimal> NUMBERS = List.of(
            new BigDecimal("-1"),
            BigDecimal.ZERO,
            new BigDecimal("0.5"),
            new BigDecimal("2147483647"),
            new BigDecimal("2147483648"),
            new BigDecimal("-2147483649"),
            new BigDecimal("9223372036854775808"),
            new BigDecimal("1e308"),
            new BigDecimal("1e-400"),
            new BigDecimal(BigInteger.TEN.pow(400)));

    private Oddities() {}

    /** As the server writes what a list is continued after. */
    private static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    static BigDecimal number(Random random) {
        return NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    /** A text that was right, with one thing changed. */
    static String spoilt(String text, Random random) {
        int at = text.isEmpty() ? 0 : random.nextInt(text.length());
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + (char) random.nextInt(0x3000) + text.substring(at);
            case 2 -> text + text;
            case 3 -> text.toUpperCase(java.util.Locale.ROOT);
            default -> text.substring(0, at) + text(random) + text.substring(at);
        };
    }
}
