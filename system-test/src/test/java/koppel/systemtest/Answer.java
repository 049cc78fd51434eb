package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.List;

/** What the API answered. */
record Answer(HttpResponse<byte[]> response) {

    int status() {
        return response.statusCode();
    }

    byte[] bytes() {
        return response.body();
    }

    JsonObject json() {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes()))) {
            return reader.readObject();
        }
    }

    JsonArray array() {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes()))) {
            return reader.readArray();
        }
    }

    /** The items of a page. */
    List<JsonObject> items() {
        return expect(200).json().getJsonArray("items").getValuesAs(JsonValue::asJsonObject);
    }

    /** The fields that a 400 complains of, in its order. */
    List<String> wrongFields() {
        return problem(400, "invalid-input").getJsonArray("violations").getValuesAs(JsonValue::asJsonObject).stream()
                .map(violation -> violation.getString("field"))
                .toList();
    }

    String mediaType() {
        return response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    }

    Answer expect(int status) {
        assertThat(status())
                .as(() -> new String(bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(status);
        return this;
    }

    /** Checks that it is a problem document as the API promises it, and returns it. */
    JsonObject problem(int status, String code) {
        expect(status);
        assertThat(mediaType()).isEqualTo("application/problem+json");
        JsonObject problem = json();
        assertThat(problem.keySet())
                .contains("type", "title", "status", "detail", "code", "message", "helpLink", "requestId", "dateTime");
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        return problem;
    }
}
