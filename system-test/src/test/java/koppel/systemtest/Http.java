package koppel.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import koppel.systemtest.description.Conformance;

/** Calls with one kind of credentials. Every answer has to be one that the API's description knows. */
final class Http {

    /** Not HTTP/2: an upgrade in the middle of a large body is no test of ours. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final String authorization;

    private Http(URI base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    static Http anonymous(URI base) {
        return new Http(base, null);
    }

    Http bearer(String token) {
        return new Http(base, "Bearer " + token);
    }

    Http basic(String name, String password) {
        return new Http(
                base,
                "Basic "
                        + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    Http at(URI other) {
        return new Http(other, authorization);
    }

    Answer get(String path) {
        return call("GET", path, "application/json", BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return call("DELETE", path, "application/json", BodyPublishers.noBody());
    }

    Answer put(String path, String json) {
        return call("PUT", path, "application/json", BodyPublishers.ofString(json));
    }

    Answer post(String path) {
        return call("POST", path, null, BodyPublishers.noBody());
    }

    Answer post(String path, String json) {
        return call("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    Answer postXml(String path, byte[] xml, String... headers) {
        return call("POST", path, "application/xml", BodyPublishers.ofByteArray(xml), headers);
    }

    Answer postForm(String path, String form) {
        return call("POST", path, "application/x-www-form-urlencoded", BodyPublishers.ofString(form));
    }

    Answer call(String method, String path, String contentType, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofMinutes(1))
                .method(method, body);
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
            Answer answer = new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
            Conformance.check(
                    method,
                    path,
                    answer.status(),
                    answer.mediaType(),
                    answer.response().headers(),
                    answer.bytes());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
