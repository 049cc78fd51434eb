package koppel.api.json;

import java.math.BigDecimal;

/**
 * Writes JSON from left to right, for answers that are long and often asked for. {@link Answer} builds a tree first, which takes several times
 * as long; it is the way for everything else.
 */
public final class JsonText {

    private static final char[] HEXADECIMAL = "0123456789abcdef".toCharArray();

    private final StringBuilder json;
    private boolean first = true;

    /** @param expected about how many characters will be written */
    public JsonText(int expected) {
        json = new StringBuilder(expected);
    }

    /** An object, in a list or at the beginning. */
    public JsonText begin() {
        comma();
        json.append('{');
        first = true;
        return this;
    }

    public JsonText end() {
        json.append('}');
        first = false;
        return this;
    }

    public JsonText beginList(String name) {
        name(name);
        json.append('[');
        first = true;
        return this;
    }

    public JsonText endList() {
        json.append(']');
        first = false;
        return this;
    }

    /** Ids, times and dates by their text; null is written as null. */
    public JsonText with(String name, Object value) {
        name(name);
        if (value == null) {
            json.append("null");
        } else {
            quoted(value.toString());
        }
        return this;
    }

    public JsonText with(String name, BigDecimal value) {
        name(name);
        json.append(value);
        return this;
    }

    /** What was written. */
    public String text() {
        return json.toString();
    }

    private void comma() {
        if (!first) {
            json.append(',');
        }
        first = false;
    }

    private void name(String name) {
        comma();
        json.append('"').append(name).append("\":");
    }

    private void quoted(String text) {
        json.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next < ' ' || next == '"' || next == '\\') {
                json.append(text, written, i);
                escaped(next);
                written = i + 1;
            }
        }
        json.append(text, written, text.length()).append('"');
    }

    private void escaped(char special) {
        switch (special) {
            case '"', '\\' -> json.append('\\').append(special);
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> json.append("\\u00").append(HEXADECIMAL[special >> 4]).append(HEXADECIMAL[special & 15]);
        }
    }
}
