package koppel.systemtest.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import koppel.systemtest.description.ApiDescription;

/** Makes JSON from a schema: as it should be, with wrong values in it, or broken altogether. */
final class JsonMaker {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ApiDescription description;
    private final KnownValues known;
    private final Random random;

    JsonMaker(ApiDescription description, KnownValues known, Random random) {
        this.description = description;
        this.known = known;
        this.random = random;
    }

    byte[] body(JsonNode schema) {
        JsonNode value = value("", schema, random.nextInt(3));
        byte[] bytes = text(value).getBytes(StandardCharsets.UTF_8);
        return random.nextInt(6) == 0 ? broken(bytes) : bytes;
    }

    private static String text(JsonNode value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param wrongness 0: all as it should be; the larger, the more is wrong */
    private JsonNode value(String name, JsonNode described, int wrongness) {
        if (wrongness > 0 && random.nextInt(6 / wrongness) == 0) {
            return wrong();
        }
        JsonNode schema = description.resolved(described);
        if (schema.has("allOf")) {
            ObjectNode all = NODES.objectNode();
            schema.get("allOf").forEach(part -> {
                if (value(name, part, wrongness) instanceof ObjectNode object) {
                    all.setAll(object);
                }
            });
            return all;
        }
        if (schema.has("oneOf")) {
            return value(
                    name,
                    schema.get("oneOf").get(random.nextInt(schema.get("oneOf").size())),
                    wrongness);
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema, wrongness);
            case "array" -> array(name, schema, wrongness);
            case "integer" -> NODES.numberNode(schema.path("minimum").asInt(0) + random.nextInt(100));
            case "number" -> NODES.numberNode(random.nextDouble());
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> NODES.textNode(string(name, schema, wrongness));
        };
    }

    private ObjectNode object(JsonNode schema, int wrongness) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean required = false;
            for (JsonNode one : schema.path("required")) {
                required |= one.asText().equals(property.getKey());
            }
            if (random.nextInt(3) > 0 || (required && (wrongness == 0 || random.nextInt(8) > 0))) {
                object.set(property.getKey(), value(property.getKey(), property.getValue(), wrongness));
            }
        }
        if (wrongness > 0 && random.nextInt(4) == 0) {
            object.set(Oddities.text(random), wrong());
        }
        return object;
    }

    private ArrayNode array(String name, JsonNode schema, int wrongness) {
        ArrayNode array = NODES.arrayNode();
        int size = wrongness == 0 ? 1 + random.nextInt(2) : random.nextInt(12) == 0 ? 1_500 : random.nextInt(4);
        for (int i = 0; i < size; i++) {
            array.add(value(name, schema.path("items"), wrongness));
        }
        return array;
    }

    private String string(String name, JsonNode schema, int wrongness) {
        if (schema.has("enum")) {
            return schema.get("enum")
                    .get(random.nextInt(schema.get("enum").size()))
                    .asText();
        }
        String right = known.of(name, random)
                .orElseGet(() -> switch (schema.path("format").asText()) {
                    case "uuid" -> known.anyId(random);
                    case "date" -> "2026-01-" + (10 + random.nextInt(20));
                    case "date-time" -> "2026-01-" + (10 + random.nextInt(20)) + "T10:00:00Z";
                    default -> "text " + random.nextInt(1_000);
                });
        return wrongness > 0 && random.nextInt(3) == 0 ? Oddities.spoilt(right, random) : right;
    }

    private JsonNode wrong() {
        return switch (random.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(Oddities.number(random));
            case 3 -> NODES.arrayNode().add(Oddities.text(random)).add(NODES.nullNode());
            case 4 -> NODES.objectNode().put(Oddities.text(random), Oddities.text(random));
            case 5 -> nested(random.nextInt(30));
            default -> NODES.textNode(Oddities.text(random));
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode node = NODES.arrayNode();
        for (int i = 0; i < depth; i++) {
            node = i % 2 == 0
                    ? NODES.objectNode().set("a", node)
                    : NODES.arrayNode().add(node);
        }
        return node;
    }

    private byte[] broken(byte[] right) {
        String text = new String(right, StandardCharsets.UTF_8);
        return switch (random.nextInt(11)) {
            case 0 -> new byte[0];
            case 1 -> java.util.Arrays.copyOf(right, random.nextInt(right.length + 1));
            case 2 -> text.getBytes(StandardCharsets.UTF_16);
            case 3 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            case 4 -> (text + text).getBytes(StandardCharsets.UTF_8);
            case 5 -> ("[".repeat(50_000)).getBytes(StandardCharsets.UTF_8);
            case 6 -> ("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)).getBytes(StandardCharsets.UTF_8);
            case 7 -> text.replaceFirst(":\"[^\"]*\"", ":\"\\\\ud800\"").getBytes(StandardCharsets.UTF_8);
            case 8 ->
                text.replaceFirst(":(\"[^\"]*\"|[0-9]+)", ":-1" + "0".repeat(5_000))
                        .getBytes(StandardCharsets.UTF_8);
            case 9 -> text.replaceFirst(":(\"[^\"]*\"|[0-9]+)", ":1e999999999").getBytes(StandardCharsets.UTF_8);
            default -> spoiltBytes(right);
        };
    }

    private byte[] spoiltBytes(byte[] right) {
        byte[] bytes = right.clone();
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
