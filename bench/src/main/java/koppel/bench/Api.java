package koppel.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/** Calls a node over HTTP with one kind of credentials. */
public final class Api {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String authorization;

    private Api(String authorization) {
        this.authorization = authorization;
    }

    /** The node did not answer: whether it did what it was asked for is unknown. */
    public static final class NoAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoAnswer(IOException cause) {
            super(cause);
        }
    }

    /** What a node answered. */
    public record Reply(int status, byte[] bytes) {

        public JsonObject json() {
            try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
                return reader.readObject();
            }
        }

        public Reply expect(int expected) {
            if (status != expected) {
                throw new Unexpected(status, new String(bytes, StandardCharsets.UTF_8));
            }
            return this;
        }
    }

    /** An answer that the program has no use for. */
    public static final class Unexpected extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;

        Unexpected(int status, String body) {
            super(status + ": " + body);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    public static Api anonymous() {
        return new Api(null);
    }

    public static Api bearer(String token) {
        return new Api("Bearer " + token);
    }

    public static Api basic(String name, String password) {
        return new Api("Basic "
                + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** Signs a person in. */
    public static Api signIn(URI node, String email, String password) {
        return bearer(tokenOf(node, email, password));
    }

    /** What a person gets who signs in. */
    public static String tokenOf(URI node, String email, String password) {
        String body = Json.createObjectBuilder()
                .add("email", email)
                .add("password", password)
                .build()
                .toString();
        return anonymous()
                .post(node, "/portal/v1/session", body)
                .expect(200)
                .json()
                .getString("accessToken");
    }

    public Reply get(URI node, String path) {
        return call(node, "GET", path, null, new byte[0]);
    }

    public Reply delete(URI node, String path) {
        return call(node, "DELETE", path, null, new byte[0]);
    }

    public Reply post(URI node, String path, String json) {
        return call(node, "POST", path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public Reply postXml(URI node, String path, byte[] xml, String... headers) {
        return call(node, "POST", path, "application/xml", xml, headers);
    }

    /** A file as the part of a form that is named so, as packages with an older client send it. */
    public Reply postFile(URI node, String path, String name, byte[] file) {
        String boundary = "koppel-" + UUID.randomUUID();
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/xml\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(file);
        form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return call(node, "POST", path, "multipart/form-data; boundary=" + boundary, form.toByteArray());
    }

    private Reply call(URI node, String method, String path, String contentType, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + path))
                .timeout(PATIENCE)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException gone) {
            throw new NoAnswer(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
