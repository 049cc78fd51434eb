package koppel.systemtest.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes a JSON Schema of a schema of OpenAPI 3.0: without references, and with null as a type. */
final class PlainSchema {

    private final ApiDescription description;

    private PlainSchema(ApiDescription description) {
        this.description = description;
    }

    static PlainSchema in(ApiDescription description) {
        return new PlainSchema(description);
    }

    JsonNode of(JsonNode schema) {
        JsonNode node = description.resolved(schema);
        if (!node.isObject()) {
            return node;
        }
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        node.fields().forEachRemaining(field -> {
            switch (field.getKey()) {
                case "example", "nullable", "description" -> {
                    // says nothing to a validator, or is dealt with below
                }
                case "properties" -> {
                    ObjectNode properties = plain.putObject("properties");
                    field.getValue().fields().forEachRemaining(one -> properties.set(one.getKey(), of(one.getValue())));
                }
                case "items", "additionalProperties" -> plain.set(field.getKey(), of(field.getValue()));
                case "allOf", "anyOf", "oneOf" -> {
                    ArrayNode all = plain.putArray(field.getKey());
                    field.getValue().forEach(one -> all.add(of(one)));
                }
                default -> plain.set(field.getKey(), field.getValue());
            }
        });
        if (node.path("nullable").asBoolean() && node.has("type")) {
            plain.putArray("type").add(node.get("type").asText()).add("null");
            if (node.has("enum")) {
                plain.set("enum", ((ArrayNode) node.get("enum").deepCopy()).addNull());
            }
        }
        return plain;
    }
}
