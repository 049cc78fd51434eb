package koppel.connection.quickconnect;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The ways in which people and their programs write the same fields: spaces, quotes, capitals, and what nobody sees. */
final class Spellings {

    static final List<String> SPACES =
            List.of(" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u3000", "\u2028", "\u0000", "\u0085");
    static final List<String> INVISIBLE = List.of("\u200b", "\u200c", "\u200d", "\ufeff", "\u2060", "\u00ad");
    static final List<String> QUOTES = List.of("\"\"", "''", "“”", "‘’", "„“", "«»", "``");

    private Spellings() {}

    static String field(Random random, String name, String value) {
        String label = sprinkled(random, recased(random, name));
        String spaced = random.nextInt(4) == 0 ? quoted(random, label) : label;
        String content = quoted(random, sprinkled(random, value));
        return space(random)
                + spaced
                + space(random)
                + (random.nextBoolean() ? ":" : "=")
                + space(random)
                + content
                + space(random);
    }

    static String recased(Random random, String name) {
        return switch (random.nextInt(3)) {
            case 0 -> name;
            case 1 -> name.toLowerCase(Locale.ROOT);
            default -> name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
        };
    }

    /** Invisible characters anywhere. */
    static String sprinkled(Random random, String text) {
        if (random.nextInt(3) > 0) {
            return text;
        }
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + pick(random, INVISIBLE) + text.substring(at);
    }

    static String quoted(Random random, String text) {
        if (random.nextInt(3) > 0) {
            return text;
        }
        String quotes = pick(random, QUOTES);
        return quotes.charAt(0) + text + quotes.charAt(1);
    }

    static String space(Random random) {
        StringBuilder spaces = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            spaces.append(pick(random, random.nextInt(4) == 0 ? INVISIBLE : SPACES));
        }
        return spaces.toString();
    }

    static String pick(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
