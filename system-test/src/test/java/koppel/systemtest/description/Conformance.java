package koppel.systemtest.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import koppel.systemtest.description.ApiDescription.Operation;

/** Holds what the server answers against the description. */
public final class Conformance {

    private static final List<String> DESCRIBED =
            List.of("/api/", "/portal/", "/connect/", "/intake/", "/.well-known/");

    /** What the server may say to a path or a method that isn't there. */
    private static final Set<Integer> NOTHING_THERE = Set.of(400, 401, 404, 405);

    /** What may be refused before anybody's keys are counted, such as by a database that is away and cannot say whether they are valid. */
    private static final Set<Integer> BEFORE_THE_COUNT = Set.of(401, 405, 406, 413, 415, 429, 503);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the JAX-RS runtime refuses before it looks for the operation, such as a Content-Type that is none. */
    private static final String NOT_READ = "The request cannot be understood.";

    private Conformance() {}

    /** Fails unless the description has the answer: its path, method, status, media type, the headers that clients go by, and form. */
    public static void check(
            String method, String requested, int status, String mediaType, HttpHeaders headers, byte[] body) {
        if (DESCRIBED.stream().noneMatch(requested::startsWith)) {
            return;
        }
        if (status == 429 || status == 503) {
            assertThat(headers.firstValue("Retry-After").orElse("none"))
                    .as(method + " " + requested + " answered " + status + " and says how long to wait")
                    .matches("[1-9]\\d*");
        }
        if (method.equals("OPTIONS")) {
            // follows from the methods that are described
            return;
        }
        ApiDescription description = ApiDescription.ours();
        Optional<Operation> operation =
                description.pathOf(withoutLastSlash(requested)).flatMap(path -> operation(description, method, path));
        String what = method + " " + requested.replaceAll("\\?.*", "") + " answered " + status;
        if (operation.isEmpty() && leadsOut(requested)) {
            // once decoded it may be the path of something else, which has its own answers
            return;
        }
        if (operation.isEmpty()) {
            assertThat(NOTHING_THERE).as(what + ", which is not described").contains(status);
            return;
        }
        if (isCounted(operation.get(), requested, status, body)) {
            assertThat(headers.firstValue("RateLimit").orElse("none"))
                    .as(what + " and says how many requests are left")
                    .matches("\"keys\";r=\\d+;t=\\d+");
        }
        Optional<JsonNode> response = description.response(operation.get(), status);
        assertThat(response).as(what + ", which is not described").isPresent();
        JsonNode content = response.get().path("content");
        if (content.isMissingNode() || method.equals("HEAD")) {
            assertThat(body).as(what + " with a body that is not described").isEmpty();
        }
        if (content.isMissingNode()) {
            return;
        }
        assertThat(content.has(mediaType))
                .as(what + " as " + mediaType + ", which is not described")
                .isTrue();
        if (mediaType.endsWith("json") && !method.equals("HEAD")) {
            assertThat(description.violations(content.get(mediaType).get("schema"), parsed(body)))
                    .as(what)
                    .isEmpty();
        }
    }

    private static boolean leadsOut(String requested) {
        return requested.toUpperCase(Locale.ROOT).contains("..%2F");
    }

    /** An empty last part is none: what is meant is the path before it. */
    private static String withoutLastSlash(String requested) {
        return requested.replaceAll("/(?=\\?|$)", "");
    }

    /** What is asked for by HEAD is answered as by GET, but for the body, where it has no description of its own. */
    private static Optional<Operation> operation(ApiDescription description, String method, String path) {
        return description
                .operation(method, path)
                .or(() -> method.equals("HEAD") ? description.operation("GET", path) : Optional.empty());
    }

    /** Whether somebody's keys were counted: nothing is looked at with an address with a NUL, an empty part or a way out of it, or headers that are none. */
    private static boolean isCounted(Operation operation, String requested, int status, byte[] body) {
        boolean byKeys = operation.path().startsWith("/api/")
                && operation.node().get("security").findValue("keys") != null;
        boolean looked = !requested.contains("%00")
                && !requested.contains("//")
                && !leadsOut(requested)
                && !(status == 400
                        && (body.length == 0
                                || parsed(body).path("detail").asText().equals(NOT_READ)));
        return byKeys && looked && !BEFORE_THE_COUNT.contains(status);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new AssertionError("no JSON", e);
        }
    }
}
