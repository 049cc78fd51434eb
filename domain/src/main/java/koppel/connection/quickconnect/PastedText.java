package koppel.connection.quickconnect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.Secret;
import koppel.connection.quickconnect.PastedKeys.Pasted;
import koppel.connection.quickconnect.PastedKeys.Reason;
import koppel.connection.quickconnect.PastedKeys.Refused;
import koppel.organisation.CompanyId;
import koppel.shared.InvalidInput;
import koppel.user.EmailAddress;

/**
 * One reading of a pasted text. A label begins a field, a semicolon or the next label ends it; whatever is not a field's first word is
 * searched for bare keys. Every step looks at each character a fixed number of times, so that no text is slow to read.
 */
final class PastedText {

    /** Straight and typographic quotes, and what JSON and lists put around a value. */
    private static final String WRAPPING = "\"'`´“”„‟‘’‚‛«»‹›″′{},";

    private enum Field {
        APP_KEY,
        SECRET_KEY,
        EMAIL_ID,
        COMPANY_ID;

        static Optional<Field> named(String word) {
            for (Field field : values()) {
                if (field.name().equalsIgnoreCase(word)) {
                    return Optional.of(field);
                }
            }
            return Optional.empty();
        }
    }

    private final String text;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private final Map<Field, String> fields = new EnumMap<>(Field.class);
    private final Set<String> bareAppKeys = new LinkedHashSet<>();
    private final Set<String> bareSecrets = new LinkedHashSet<>();

    PastedText(String readable) {
        this.text = readable;
    }

    /** The text without invisible characters, and with plain spaces for all kinds of space, line break and control character. */
    static String readable(String text) {
        StringBuilder readable = new StringBuilder(text.length());
        text.codePoints().filter(c -> Character.getType(c) != Character.FORMAT).forEach(c -> {
            boolean space = Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
            readable.appendCodePoint(space ? ' ' : c);
        });
        return readable.toString();
    }

    PastedKeys read() {
        splitIntoFields();
        Optional<AppKey> appKey = key(
                Field.APP_KEY,
                bareAppKeys,
                Secret.PREFIX,
                AppKey::tryParse,
                Reason.APP_KEY_MISSING,
                Reason.APP_KEY_MALFORMED);
        Optional<Secret> secret = key(
                Field.SECRET_KEY,
                bareSecrets,
                AppKey.PREFIX,
                Secret::tryParse,
                Reason.SECRET_MISSING,
                Reason.SECRET_MALFORMED);
        Optional<EmailAddress> email = optional(Field.EMAIL_ID, EmailAddress::tryParse, Reason.EMAIL_MALFORMED);
        Optional<CompanyId> companyId = optional(Field.COMPANY_ID, PastedText::companyId, Reason.COMPANY_ID_MALFORMED);
        return reasons.isEmpty()
                ? new Pasted(appKey.orElseThrow(), secret.orElseThrow(), email, companyId)
                : new Refused(List.copyOf(reasons));
    }

    /** The e-mail address alone. */
    Optional<EmailAddress> email() {
        splitIntoFields();
        return optional(Field.EMAIL_ID, EmailAddress::tryParse, Reason.EMAIL_MALFORMED);
    }

    private void splitIntoFields() {
        Field field = null;
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ';') {
                add(field, text.substring(start, at));
                field = null;
                at++;
                start = at;
            } else if (isWordCharacter(c)) {
                int end = endOfWord(at);
                int afterSeparator = mayBeginLabel(at) ? afterSeparator(end) : -1;
                Optional<Field> label = afterSeparator < 0 ? Optional.empty() : Field.named(text.substring(at, end));
                if (label.isPresent()) {
                    add(field, text.substring(start, at));
                    field = label.get();
                    start = afterSeparator;
                    at = afterSeparator;
                } else {
                    at = end;
                }
            } else {
                at++;
            }
        }
        add(field, text.substring(start));
    }

    private void add(Field field, String raw) {
        if (field == null) {
            gatherBareKeys(raw);
            return;
        }
        String value = unwrapped(raw);
        gatherBareKeys(value.substring(firstWordLength(value)));
        String before = fields.putIfAbsent(field, value);
        if (before != null && !before.equals(value)) {
            reasons.add(Reason.DUPLICATE_FIELD);
        }
    }

    private void gatherBareKeys(String outside) {
        int at = 0;
        while (at < outside.length()) {
            int end = at;
            while (end < outside.length() && isWordCharacter(outside.charAt(end))) {
                end++;
            }
            String word = outside.substring(at, end);
            if (startsWith(word, AppKey.PREFIX)) {
                bareAppKeys.add(word);
            } else if (startsWith(word, Secret.PREFIX)) {
                bareSecrets.add(word);
            }
            at = end + 1;
        }
    }

    private <K> Optional<K> key(
            Field field,
            Set<String> bare,
            String foreignPrefix,
            Function<String, Optional<K>> parser,
            Reason missing,
            Reason malformed) {
        String labelled = fields.getOrDefault(field, "");
        if (startsWith(labelled, foreignPrefix)) {
            reasons.add(Reason.CONFLICTING_KEYS);
            return Optional.empty();
        }
        Set<String> texts = new LinkedHashSet<>(bare);
        if (!labelled.isEmpty()) {
            texts.add(labelled);
        }
        if (texts.isEmpty()) {
            reasons.add(missing);
            return Optional.empty();
        }
        List<K> found = new ArrayList<>();
        for (String each : texts) {
            Optional<K> parsed = keyIn(each, parser);
            if (parsed.isEmpty()) {
                reasons.add(malformed);
            } else if (!found.contains(parsed.get())) {
                found.add(parsed.get());
            }
        }
        if (found.size() > 1) {
            reasons.add(Reason.CONFLICTING_KEYS);
        }
        return found.stream().findFirst();
    }

    /** A mail may have broken a key over two lines, or have left its signature right behind it; the checksum tells which. */
    private static <K> Optional<K> keyIn(String value, Function<String, Optional<K>> parser) {
        return parser.apply(value.replace(" ", "")).or(() -> parser.apply(firstWord(value)));
    }

    private <V> Optional<V> optional(Field field, Function<String, Optional<V>> parser, Reason malformed) {
        String value = firstWord(fields.getOrDefault(field, ""));
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<V> parsed = parser.apply(value);
        if (parsed.isEmpty()) {
            reasons.add(malformed);
        }
        return parsed;
    }

    private static Optional<CompanyId> companyId(String value) {
        try {
            return Optional.of(CompanyId.parse(value));
        } catch (InvalidInput notOne) {
            return Optional.empty();
        }
    }

    private boolean mayBeginLabel(int at) {
        return at == 0 || text.charAt(at - 1) == ';' || isSkipped(text.charAt(at - 1));
    }

    /** Where the value of a label that ends here begins, or -1 if no separator follows. */
    private int afterSeparator(int endOfLabel) {
        int at = endOfLabel;
        while (at < text.length() && isSkipped(text.charAt(at))) {
            at++;
        }
        return at < text.length() && (text.charAt(at) == ':' || text.charAt(at) == '=') ? at + 1 : -1;
    }

    private int endOfWord(int start) {
        int end = start;
        while (end < text.length() && isWordCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String unwrapped(String raw) {
        int start = 0;
        int end = raw.length();
        while (start < end && isSkipped(raw.charAt(start))) {
            start++;
        }
        while (end > start && isSkipped(raw.charAt(end - 1))) {
            end--;
        }
        return raw.substring(start, end);
    }

    private static String firstWord(String value) {
        return unwrapped(value.substring(0, firstWordLength(value)));
    }

    private static int firstWordLength(String value) {
        int space = value.indexOf(' ');
        return space < 0 ? value.length() : space;
    }

    private static boolean isSkipped(char c) {
        return c == ' ' || WRAPPING.indexOf(c) >= 0;
    }

    private static boolean isWordCharacter(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    }

    private static boolean startsWith(String value, String prefix) {
        return value.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
