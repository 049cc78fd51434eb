package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import koppel.harness.MicroNode;
import koppel.harness.Node;
import koppel.harness.PayaraServerNode;
import koppel.harness.Ports;
import koppel.harness.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One build, two packagings, one database between them. */
class ServersIT {

    private static final Map<String, String> SETTINGS = Map.of(
            "KOPPEL_KEY_PEPPER", "0123456789abcdef0123456789abcdef0123456789abcdef",
            "KOPPEL_ADMIN_EMAIL", "admin@koppel.example",
            "KOPPEL_ADMIN_PASSWORD", "a password for a test");

    @TempDir
    private Path directory;

    @Test
    void theSameAdministratorSignsInOnMicroAndOnTheServer() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (Node micro = MicroNode.start(directory, database, SETTINGS)) {
            assertThat(signIn(micro)).isEqualTo(200);
            PayaraServerNode server =
                    PayaraServerNode.start(PayaraServerNode.unpackedByTheBuild(), "servers", database, SETTINGS);
            try (server) {
                assertThat(signIn(server)).isEqualTo(200);
                assertThat(Ports.listening(server.process()))
                        .containsExactlyInAnyOrder(
                                "127.0.0.1:" + server.address().getPort(), "127.0.0.1:" + server.adminPort());
            }
            try (PayaraServerNode again = server.again()) {
                assertThat(signIn(again)).as("after a restart of the server").isEqualTo(200);
                again.disableAndEnable();
                assertThat(signIn(again)).as("enabled again").isEqualTo(200);
            }
        }
    }

    private static int signIn(Node node) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.address() + "/portal/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"email": "admin@koppel.example", "password": "a password for a test"}
                        """))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
