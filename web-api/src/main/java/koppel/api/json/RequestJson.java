package koppel.api.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koppel.shared.InvalidInput;

/**
 * The object that a request carries. Unknown members are ignored; a member of a wrong type is noted, and all of them are reported together
 * by {@link #done()}.
 */
public final class RequestJson {

    private final JsonObject json;
    private final String path;
    private final InvalidInput.Collector wrong;

    RequestJson(JsonObject json) {
        this(json, "", new InvalidInput.Collector());
    }

    private RequestJson(JsonObject json, String path, InvalidInput.Collector wrong) {
        this.json = json;
        this.path = path;
        this.wrong = wrong;
    }

    /** The body of a request; one without a body counts as an empty object. */
    public static RequestJson of(RequestJson body) {
        return body == null ? new RequestJson(JsonValue.EMPTY_JSON_OBJECT) : body;
    }

    /** Null when absent. */
    public String text(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        note(name, "Has to be a text.");
        return null;
    }

    /** Null when absent. */
    public Integer integer(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return null;
        }
        try {
            if (value instanceof JsonNumber number) {
                return number.intValueExact();
            }
        } catch (ArithmeticException notAnInteger) {
            // reported below, like everything else that is no integer
        }
        note(name, "Has to be a whole number.");
        return null;
    }

    public boolean flag(String name, boolean otherwise) {
        Boolean flag = optionalFlag(name);
        return flag == null ? otherwise : flag;
    }

    /** Null when absent. */
    public Boolean optionalFlag(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return null;
        }
        if (value.getValueType() == JsonValue.ValueType.TRUE || value.getValueType() == JsonValue.ValueType.FALSE) {
            return value.getValueType() == JsonValue.ValueType.TRUE;
        }
        note(name, "Has to be true or false.");
        return null;
    }

    /** An object within, which notes what is wrong in the same place; empty when absent or wrong. */
    public Optional<RequestJson> object(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonObject object) {
            return Optional.of(new RequestJson(object, path + name + ".", wrong));
        }
        note(name, "Has to be an object.");
        return Optional.empty();
    }

    /** Null when absent; an entry that is no text is noted, and null in the list. */
    public List<String> texts(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonArray array)) {
            note(name, "Has to be a list of texts.");
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof JsonString string) {
                texts.add(string.getString());
            } else {
                note(name + "[" + i + "]", "Has to be a text.");
                texts.add(null);
            }
        }
        return texts;
    }

    /** Texts in a list, or each under a name, which then stands before it; empty when absent. */
    public List<String> namedTexts(String name) {
        JsonValue value = value(name);
        if (!(value instanceof JsonObject object)) {
            List<String> texts = texts(name);
            return texts == null ? List.of() : texts;
        }
        List<String> texts = new ArrayList<>();
        object.forEach((key, text) -> {
            if (text instanceof JsonString string) {
                texts.add(string.getString().isBlank() ? key : key + ": " + string.getString());
            } else {
                wrong.add(path + name, "Has texts under its names.");
            }
        });
        return texts;
    }

    /** Parses a text, noting what is wrong with it; empty when absent or wrong. */
    public <T> Optional<T> parsed(
            String name, java.util.function.Function<String, Optional<T>> parser, String expected) {
        String text = text(name);
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> parsed = parser.apply(text);
        if (parsed.isEmpty()) {
            note(name, expected);
        }
        return parsed;
    }

    /** What was noted, for further checks. */
    public InvalidInput.Collector wrong() {
        return wrong;
    }

    /**
     * Ends the reading.
     *
     * @param required members that are told of too when they are missing beside something else that is wrong, so that everything is
     *     told at once; with nothing else wrong they are the use case's to explain
     * @throws InvalidInput if anything was noted
     */
    public void done(String... required) {
        if (!wrong.isEmpty()) {
            for (String name : required) {
                wrong.require(json.get(name) != null && !json.isNull(name), path + name, "Is missing.");
            }
        }
        wrong.throwIfAny();
    }

    /** Once, however often the member is read. */
    private void note(String name, String message) {
        wrong.require(false, path + name, message);
    }

    private JsonValue value(String name) {
        JsonValue value = json.get(name);
        return value == null || value.getValueType() == JsonValue.ValueType.NULL ? null : value;
    }
}
