package koppel.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** The first administrator, made by the application from these two unless it has accounts already. */
record Administrator(String email, String password, boolean madeUp) {

    private static final int OK = 200;

    static Administrator of(Settings settings) {
        return new Administrator(
                settings.administratorEmail().orElse("admin@localhost"),
                settings.administratorPassword().orElseGet(Secrets::random),
                settings.administratorPassword().isEmpty());
    }

    /** The password if it was made up and is in force; only the node that met an empty database finds it so. */
    Optional<String> madeUpPasswordInForce(String baseUrl) throws InterruptedException {
        if (!madeUp) {
            return Optional.empty();
        }
        String body = "{\"email\":\"" + quoted(email) + "\",\"password\":\"" + quoted(password) + "\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/portal/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status == OK ? Optional.of(password) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return email;
    }
}
