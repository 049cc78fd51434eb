package koppel.document;

import java.util.Objects;

/**
 * One thing that the rules of the day say about a document.
 *
 * @param ruleId name of the rule, such as {@code BR-CO-15}; {@link #SCHEMA} for what breaks the schema
 * @param location where: the path of an element as in XPath, with the usual prefixes, or a line and column; empty if nowhere in particular
 * @param text what is wrong, as the rule itself says it
 */
public record Finding(String ruleId, Severity severity, String location, String text) {

    /** The rule id of everything that breaks the schema, or XML itself. */
    public static final String SCHEMA = "schema";

    public Finding {
        Objects.requireNonNull(ruleId);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(location);
        Objects.requireNonNull(text);
    }

    /** Only an error makes a document invalid. */
    public enum Severity {
        ERROR("error"),
        WARNING("warning");

        private final String word;

        Severity(String word) {
            this.word = word;
        }

        /** The word used in API and database. */
        public String word() {
            return word;
        }

        /** @throws IllegalArgumentException for a word that is none of them */
        public static Severity ofWord(String word) {
            for (Severity severity : values()) {
                if (severity.word.equals(word)) {
                    return severity;
                }
            }
            throw new IllegalArgumentException("no such severity");
        }
    }
}
