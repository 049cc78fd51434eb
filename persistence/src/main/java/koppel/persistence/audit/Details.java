package koppel.persistence.audit;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** The further facts of an entry, kept as JSON. */
final class Details {

    /** Looked up once: {@code Json} would look through every jar of the server for each object that it makes. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private Details() {}

    static String json(Map<String, Object> details) {
        return JSON.createObjectBuilder(details).build().toString();
    }

    static Map<String, Object> of(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            JsonObject object = reader.readObject();
            Map<String, Object> details = new LinkedHashMap<>();
            object.forEach((name, value) -> details.put(name, plain(value)));
            return details;
        }
    }

    private static Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> ((JsonString) value).getString();
            case TRUE -> true;
            case FALSE -> false;
            case NUMBER -> ((jakarta.json.JsonNumber) value).longValue();
            case ARRAY -> value.asJsonArray().stream().map(Details::plain).toList();
            default -> value.toString();
        };
    }
}
