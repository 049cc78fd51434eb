package koppel.systemtest.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koppel.systemtest.description.ApiDescription;
import koppel.systemtest.description.ApiDescription.Operation;
import koppel.systemtest.fuzz.MadeRequest.Login;

/** Makes requests of an operation: about one in four as it should be, the others with one thing or several wrong. */
public final class RequestMaker {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final String BOUNDARY = "0123456789";

    private static final List<String> MEDIA_TYPES = List.of(
            "text/plain",
            "application/json",
            "application/json; charset=UTF-16",
            "application/json; charset=no-such-thing",
            "application/xml",
            "application/xml; charset=UTF-7",
            "text/xml",
            "application/octet-stream",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/mixed; boundary=" + BOUNDARY,
            "application/merge-patch+json",
            "*/*",
            "json",
            "a/b/c; d",
            ";");

    private static final List<String> ACCEPTED = List.of(
            "*/*",
            "application/json",
            "application/xml",
            "text/html",
            "application/problem+json",
            "*/*;q=0",
            "nonsense");

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND");

    private final ApiDescription description;
    private final KnownValues known;
    private final Supplier<byte[]> documents;
    private final Random random;
    private final JsonMaker json;

    /** @param documents each a document that can be sent */
    public RequestMaker(ApiDescription description, KnownValues known, Supplier<byte[]> documents, Random random) {
        this.description = description;
        this.known = known;
        this.documents = documents;
        this.random = random;
        this.json = new JsonMaker(description, known, random);
    }

    public MadeRequest make(Operation operation) {
        boolean plain = random.nextInt(4) == 0;
        List<String> headers = new ArrayList<>();
        StringBuilder query = new StringBuilder();
        Map<String, JsonNode> inPath = new HashMap<>();
        for (JsonNode one : operation.node().path("parameters")) {
            JsonNode parameter = description.resolved(one);
            String name = parameter.get("name").asText();
            switch (parameter.get("in").asText()) {
                case "path" -> inPath.put(name, parameter.get("schema"));
                case "query" -> {
                    for (int times = random.nextInt(plain ? 2 : 3); times > 0; times--) {
                        query.append(query.isEmpty() ? '?' : '&')
                                .append(name)
                                .append('=')
                                .append(encoded(text(name, parameter.get("schema"), plain)));
                    }
                }
                default -> {
                    if ((plain && parameter.path("required").asBoolean()) || random.nextBoolean()) {
                        headers.add(name);
                        headers.add(inHeader(text(name, parameter.get("schema"), plain)));
                    }
                }
            }
        }
        String target = path(operation.path(), inPath, plain) + query;
        byte[] body = body(operation, plain, headers);
        if (!plain && random.nextInt(8) == 0) {
            headers.add("Accept");
            headers.add(ACCEPTED.get(random.nextInt(ACCEPTED.size())));
        }
        return new MadeRequest(
                !plain && random.nextInt(12) == 0 ? METHODS.get(random.nextInt(METHODS.size())) : operation.method(),
                target,
                plain || random.nextInt(4) > 0 ? Login.RIGHT : Login.values()[1 + random.nextInt(3)],
                headers,
                body);
    }

    private String path(String template, Map<String, JsonNode> parameters, boolean plain) {
        StringBuilder path = new StringBuilder();
        Matcher matcher = PARAMETER.matcher(template);
        int from = 0;
        while (matcher.find()) {
            path.append(template, from, matcher.start());
            from = matcher.end();
            String name = matcher.group(1);
            String before = template.substring(0, matcher.start() - 1);
            String qualified = before.substring(before.lastIndexOf('/') + 1) + "." + name;
            String value = known.of(qualified, random)
                    .orElseGet(() -> text(name, parameters.getOrDefault(name, NO_SCHEMA), true));
            path.append(encoded(plain || random.nextInt(4) > 0 ? value : odd(value)));
        }
        return path.append(template.substring(from)).toString();
    }

    private static final JsonNode NO_SCHEMA = com.fasterxml.jackson.databind.node.MissingNode.getInstance();

    private String odd(String value) {
        return switch (random.nextInt(3)) {
            case 0 -> Oddities.spoilt(value, random);
            case 1 -> known.anyId(random);
            default -> Oddities.text(random);
        };
    }

    private String text(String name, JsonNode schema, boolean plain) {
        String value = known.of(name, random).orElseGet(() -> {
            if (schema.has("enum")) {
                return schema.get("enum")
                        .get(random.nextInt(schema.get("enum").size()))
                        .asText();
            }
            return switch (schema.path("type").asText() + schema.path("format").asText()) {
                case "integer" -> Integer.toString(1 + random.nextInt(100));
                case "boolean" -> "true";
                case "stringuuid" -> known.anyId(random);
                default -> name.equals("from") || name.equals("to") ? "2026-11-02" : "x" + random.nextInt(1_000);
            };
        });
        return plain || random.nextInt(3) == 0 ? value : odd(value);
    }

    /** Percent-encoded; now and then in bytes that are no UTF-8, or twice. */
    private String encoded(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return switch (random.nextInt(40)) {
            case 0 -> encoded + "%ff%fe";
            case 1 -> encoded.replace("%", "%25");
            case 2 -> encoded + "%00";
            default -> encoded;
        };
    }

    /** Headers hold no control characters, and one byte a character. */
    private static String inHeader(String text) {
        return text.replaceAll("[^\\x20-\\x7e\\xa0-\\xff]", "?").strip();
    }

    private byte[] body(Operation operation, boolean plain, List<String> headers) {
        JsonNode content = operation.node().path("requestBody").path("content");
        if (content.isEmpty()) {
            if (plain || random.nextInt(4) > 0) {
                return null;
            }
            headers.addAll(List.of("Content-Type", MEDIA_TYPES.get(random.nextInt(MEDIA_TYPES.size()))));
            return Oddities.text(random).getBytes(StandardCharsets.UTF_8);
        }
        List<String> types = new ArrayList<>();
        content.fieldNames().forEachRemaining(types::add);
        String type = types.get(random.nextInt(types.size()));
        if (!plain && random.nextInt(15) == 0) {
            return null;
        }
        byte[] body =
                switch (type) {
                    case "application/json" -> json.body(content.get(type).get("schema"));
                    case "application/x-www-form-urlencoded" ->
                        form(content.get(type).get("schema"), plain);
                    case "multipart/form-data" -> multipart(plain);
                    default -> document(plain);
                };
        String said = type.startsWith("multipart/") ? type + "; boundary=" + BOUNDARY : type;
        if (!plain && random.nextInt(10) == 0) {
            said = MEDIA_TYPES.get(random.nextInt(MEDIA_TYPES.size()));
        }
        if (plain || random.nextInt(20) > 0) {
            headers.addAll(List.of("Content-Type", said));
        }
        if (!plain && random.nextInt(25) == 0) {
            headers.addAll(List.of("Content-Encoding", random.nextBoolean() ? "gzip" : "nonsense"));
        }
        return body;
    }

    private byte[] form(JsonNode schema, boolean plain) {
        StringBuilder form = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : schema.get("properties").properties()) {
            for (int times = plain ? 1 : random.nextInt(20) == 0 ? 2 : random.nextInt(4) > 0 ? 1 : 0;
                    times > 0;
                    times--) {
                form.append(form.isEmpty() ? "" : "&")
                        .append(field.getKey())
                        .append('=')
                        .append(encoded(text(field.getKey(), field.getValue(), plain)));
            }
        }
        if (!plain && random.nextInt(10) == 0) {
            form.append("&%&=&%zz=%");
        }
        return form.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] document(boolean plain) {
        byte[] right = documents.get();
        if (plain || random.nextInt(3) == 0) {
            return right;
        }
        String text = new String(right, StandardCharsets.UTF_8);
        int at = random.nextInt(text.length());
        return switch (random.nextInt(7)) {
            case 0 -> text.substring(0, at).getBytes(StandardCharsets.UTF_8);
            case 1 -> text.getBytes(StandardCharsets.UTF_16);
            case 2 -> withSomeText(text, Oddities.text(random).replace("&", "").replace("<", "&lt;"));
            case 3 -> withSomeText(text, Oddities.number(random).toPlainString());
            case 4 -> withSomeText(text, "");
            case 5 ->
                text.replaceFirst("<cac:InvoiceLine>", "<cac:InvoiceLine>".repeat(2_000))
                        .getBytes(StandardCharsets.UTF_8);
            default -> {
                byte[] bytes = right.clone();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                yield bytes;
            }
        };
    }

    /** Puts a text in the place of that of one of the elements. */
    private byte[] withSomeText(String xml, String text) {
        List<int[]> places = new ArrayList<>();
        for (Matcher matcher = Pattern.compile(">([^<>]+)<").matcher(xml); matcher.find(); ) {
            places.add(new int[] {matcher.start(1), matcher.end(1)});
        }
        int[] place = places.get(random.nextInt(places.size()));
        return (xml.substring(0, place[0]) + text + xml.substring(place[1])).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] multipart(boolean plain) {
        String name = plain || random.nextInt(4) > 0 ? "file" : inHeader(Oddities.text(random));
        String file = plain ? "invoice.xml" : inHeader(Oddities.text(random));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int parts = plain ? 1 : random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            bytes.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                            + file + "\"\r\n"
                            + (random.nextBoolean() ? "Content-Type: application/xml\r\n" : "")
                            + (plain || random.nextInt(6) > 0 ? "" : "Content-Transfer-Encoding: base64\r\n")
                            + (plain || random.nextInt(12) > 0 ? "\r\n" : ""))
                    .getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(document(plain));
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        if (plain || random.nextInt(6) > 0) {
            bytes.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }
}
