package koppel.systemtest.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes a JSON Schema of a schema of OpenAPI 3.0: without references, with null as a type, and closed. The description itself is open, since
 * a client has to put up with members that are added later; a server that answers a member which the description does not have is what a
 * test is to find. An object of which no member is described, or that says additionalProperties, stays open.
 */
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
                case "properties" -> addMembers(plain, field.getValue());
                case "items", "additionalProperties" -> plain.set(field.getKey(), of(field.getValue()));
                case "allOf" -> field.getValue().forEach(part -> merge(plain, (ObjectNode) of(part)));
                case "anyOf", "oneOf" -> {
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
        if (plain.has("properties") && !plain.has("additionalProperties")) {
            plain.put("additionalProperties", false);
        }
        return plain;
    }

    private void addMembers(ObjectNode plain, JsonNode members) {
        ObjectNode properties = plain.withObjectProperty("properties");
        members.fields().forEachRemaining(one -> properties.set(one.getKey(), of(one.getValue())));
    }

    /** One object of the parts of an allOf: closed each by itself, no value would conform to two of them. */
    private static void merge(ObjectNode whole, ObjectNode part) {
        part.fields().forEachRemaining(field -> {
            switch (field.getKey()) {
                case "properties" -> whole.withObjectProperty("properties").setAll((ObjectNode) field.getValue());
                case "required" -> whole.withArrayProperty("required").addAll((ArrayNode) field.getValue());
                case "type", "additionalProperties" -> whole.set(field.getKey(), field.getValue());
                default -> throw new IllegalArgumentException("Not known in a part of an allOf: " + field.getKey());
            }
        });
    }
}
