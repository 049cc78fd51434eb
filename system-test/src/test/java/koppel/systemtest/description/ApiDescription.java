package koppel.systemtest.description;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The description in the sources, as the server serves it. */
public final class ApiDescription {

    private static final ApiDescription OURS = read(Path.of("../web-api/src/main/resources/META-INF/openapi.yaml"));

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CHECK_FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode root;
    private final Map<JsonNode, JsonNode> plain = new ConcurrentHashMap<>();

    private ApiDescription(JsonNode root) {
        this.root = root;
    }

    public static ApiDescription ours() {
        return OURS;
    }

    private static ApiDescription read(Path file) {
        try {
            return parsed(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param yaml such as a running node serves */
    public static ApiDescription parsed(byte[] yaml) {
        try {
            return new ApiDescription(new ObjectMapper(new YAMLFactory())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode root() {
        return root;
    }

    /** One method of one path. */
    public record Operation(String method, String path, JsonNode node) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.get("paths").fields().forEachRemaining(path -> path.getValue().properties().stream()
                .filter(one -> !one.getKey().startsWith("x-"))
                .forEach(one -> operations.add(new Operation(
                        one.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), one.getValue()))));
        return operations;
    }

    /** The path of the description that a request's path is one of; that with the most words of its own counts. */
    public Optional<String> pathOf(String requested) {
        String[] parts = requested.replaceAll("\\?.*", "").split("/", -1);
        String found = null;
        int most = -1;
        for (String path : (Iterable<String>) () -> root.get("paths").fieldNames()) {
            int literal = literals(path.split("/", -1), parts);
            if (literal > most) {
                most = literal;
                found = path;
            }
        }
        return Optional.ofNullable(found);
    }

    private static int literals(String[] template, String[] parts) {
        if (template.length != parts.length) {
            return -1;
        }
        int literal = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean same = template[i].equals(URLDecoder.decode(parts[i], StandardCharsets.UTF_8));
            if (!same && !template[i].startsWith("{")) {
                return -1;
            }
            literal += same ? 1 : 0;
        }
        return literal;
    }

    public Optional<Operation> operation(String method, String path) {
        return Optional.ofNullable(root.get("paths").get(path).get(method.toLowerCase(java.util.Locale.ROOT)))
                .map(node -> new Operation(method, path, node));
    }

    /** What may be answered with that status, by the status itself or by default. */
    public Optional<JsonNode> response(Operation operation, int status) {
        JsonNode responses = operation.node().get("responses");
        JsonNode named = responses.get(Integer.toString(status));
        return Optional.ofNullable(named != null ? named : status >= 400 ? responses.get("default") : null)
                .map(this::resolved);
    }

    /** What a reference points to, or the node itself. */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(root.at(node.get("$ref").asText().substring(1))) : node;
    }

    /** What keeps a value from being one of this schema. */
    public Set<String> violations(JsonNode schema, JsonNode value) {
        return SCHEMAS
                .getSchema(plain.computeIfAbsent(schema, PlainSchema.in(this)::of), CHECK_FORMATS)
                .validate(value)
                .stream()
                .map(ValidationMessage::getMessage)
                .collect(Collectors.toSet());
    }
}
