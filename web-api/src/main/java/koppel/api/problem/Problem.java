package koppel.api.problem;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import koppel.api.jsonp.JsonLibrary;

/**
 * A problem document: the members of RFC 9457 together with those that clients of the Procurement Service Bus know ({@code code, message,
 * helpLink, requestId, dateTime}). It never holds a rejected value, since that may be a secret.
 */
public final class Problem {

    /** Media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String RETRY_AFTER_SECONDS = "5";

    private final ProblemType type;
    private final String detail;
    private final String requestId = UUID.randomUUID().toString();
    private final Map<String, JsonValue> members = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Problem(ProblemType type, String detail) {
        this.type = type;
        this.detail = detail;
    }

    /**
     * With the headers that its status asks for: whoever knows better how long to wait sets {@code Retry-After} anew.
     *
     * @param detail one sentence for this occurrence, safe to show
     */
    public static Problem of(ProblemType type, String detail) {
        Problem problem = new Problem(type, detail);
        if (type.status() == 401) {
            problem.header(
                    HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Koppel\", charset=\"UTF-8\", Bearer realm=\"Koppel\"");
        }
        if (type.status() == 408) {
            // RFC 9110, section 15.5.9: what still comes is not waited for
            problem.header("Connection", "close");
        }
        if (type.status() == 429 || type.status() == 503) {
            problem.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return problem;
    }

    public static Problem of(ProblemType type) {
        return of(type, type.title() + ".");
    }

    /** Adds a further member. */
    public Problem with(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    /** Adds a further member. */
    public Problem with(String name, String value) {
        return with(name, JsonLibrary.PROVIDER.createValue(value));
    }

    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** As clients know it. */
    public String code() {
        return type.slug();
    }

    public int status() {
        return type.status();
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /** What whoever gets the answer names to the operator, who finds it in the log. */
    public String requestId() {
        return requestId;
    }

    public JsonObject json() {
        JsonObjectBuilder json = JsonLibrary.PROVIDER
                .createObjectBuilder()
                .add("type", "urn:koppel:problem:" + type.slug())
                .add("title", type.title())
                .add("status", type.status())
                .add("detail", detail)
                .add("instance", "urn:uuid:" + requestId)
                .add("code", type.slug())
                .add("message", detail)
                .add("helpLink", "/docs/errors#" + type.slug())
                .add("requestId", requestId)
                .add("dateTime", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        members.forEach(json::add);
        return json.build();
    }

    public Response response() {
        Response.ResponseBuilder response =
                Response.status(type.status()).type(MEDIA_TYPE).entity(json().toString());
        headers.forEach(response::header);
        return response.build();
    }
}
