package koppel.api.json;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import koppel.api.jsonp.JsonLibrary;
import koppel.shared.Page;

/** Builds the object that an answer carries; empty and null values are written as null, so that a member is always there. */
public final class Answer {

    private final JsonObjectBuilder json = JsonLibrary.PROVIDER.createObjectBuilder();

    /** Texts, numbers, flags and JSON are written as they are, anything else by its text: ids, times (ISO 8601 with offset), dates. */
    public Answer with(String name, Object value) {
        json.add(name, valueOf(value));
        return this;
    }

    public Answer with(String name, Collection<?> values) {
        JsonArrayBuilder array = JsonLibrary.PROVIDER.createArrayBuilder();
        values.forEach(value -> array.add(valueOf(value)));
        json.add(name, array);
        return this;
    }

    public JsonObject json() {
        return json.build();
    }

    /** A list that grows: {@code {items, next}}. */
    public static <T> JsonObject page(Page<T> page, Function<T, JsonObject> item) {
        return new Answer()
                .with("items", page.items().stream().map(item).toList())
                .with("next", page.next())
                .json();
    }

    /** A list that is whole. */
    public static <T> jakarta.json.JsonArray list(Collection<T> values, Function<T, JsonObject> item) {
        JsonArrayBuilder array = JsonLibrary.PROVIDER.createArrayBuilder();
        values.stream().map(item).forEach(array::add);
        return array.build();
    }

    private static JsonValue valueOf(Object value) {
        if (value instanceof Optional<?> optional) {
            return valueOf(optional.orElse(null));
        }
        if (value == null) {
            return JsonValue.NULL;
        }
        if (value instanceof JsonValue already) {
            return already;
        }
        if (value instanceof Boolean flag) {
            return flag ? JsonValue.TRUE : JsonValue.FALSE;
        }
        if (value instanceof Integer || value instanceof Long) {
            return JsonLibrary.PROVIDER.createValue(((Number) value).longValue());
        }
        return value instanceof BigDecimal number
                ? JsonLibrary.PROVIDER.createValue(number)
                : JsonLibrary.PROVIDER.createValue(value.toString());
    }
}
