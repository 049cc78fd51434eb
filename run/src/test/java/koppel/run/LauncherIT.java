package koppel.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import koppel.harness.MicroNode;
import koppel.harness.Ports;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The built launcher, started as {@code mvn -Prun} starts it; the tests that start a server go on where the one before ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {

    @TempDir
    private static Path installation;

    private static String password;

    @TempDir
    private Path directory;

    @Test
    @Order(1)
    void startsServesAndStopsWithNothingLeft() throws Exception {
        try (MicroNode node = MicroNode.start(installation, Map.of())) {
            assertThat(get(node, "/health/ready")).isEqualTo(200);
            assertThat(node.onScreen("Password")).hasSize(1);
            password = node.onScreen("Password").get(0).split(" ")[0];
            assertThat(signIn(node, password)).isEqualTo(200);
            assertThat(Ports.listening(node.process()))
                    .as("ports of the server")
                    .containsExactly("127.0.0.1:" + node.address().getPort());
            for (ProcessHandle process : ours()) {
                assertThat(Ports.listening(process))
                        .as("ports of the database")
                        .allMatch(port -> port.startsWith("127."));
            }

            MicroNode second = MicroNode.launch(installation, Map.of());
            assertThat(second.exitStatus())
                    .as("of a second one on the same data")
                    .isEqualTo(1);
            assertThat(second.console()).contains("Another Koppel is running on");
        }
        assertThat(ours()).as("processes left").isEmpty();
        for (String secret : List.of("key-pepper", "postgres/password")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(installation.resolve("data/" + secret))))
                    .as(secret)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    @Order(2)
    void startsAgainOnTheSameDataAndShowsThePasswordNoMore() throws Exception {
        MicroNode node = MicroNode.start(installation, Map.of());
        assertThat(node.onScreen("Password")).isEmpty();
        assertThat(signIn(node, password))
                .as("with the password of the first start")
                .isEqualTo(200);
        assertThat(secretsIn(node.console())).as("secrets on the screen").isEmpty();
        node.kill();
    }

    @Test
    @Order(3)
    void startsAgainByItselfAfterAKill() throws Exception {
        MicroNode node = MicroNode.start(installation, Map.of());
        assertThat(signIn(node, password)).isEqualTo(200);
        // with its watchdog gone nobody stops the database
        node.process().descendants().forEach(ProcessHandle::destroyForcibly);
        node.kill();
        assertThat(ours()).as("the database goes on").isNotEmpty();
    }

    @Test
    @Order(4)
    void startsAgainWhenTheDatabaseWasLeftRunning() throws Exception {
        try (MicroNode node = MicroNode.start(installation, Map.of())) {
            assertThat(signIn(node, password)).isEqualTo(200);
        }
        assertThat(ours()).as("processes left").isEmpty();
    }

    @Test
    void refusesAnExternalDatabaseWithoutAPepper() {
        MicroNode node = MicroNode.launch(
                directory,
                Map.of(
                        "KOPPEL_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/koppel",
                        "KOPPEL_DATASOURCE_USER", "koppel",
                        "KOPPEL_DATASOURCE_PASSWORD", "koppel"));
        assertThat(node.exitStatus()).isEqualTo(1);
        assertThat(node.console()).contains("KOPPEL_KEY_PEPPER must be set");
    }

    @Test
    void refusesAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            MicroNode node = MicroNode.launch(directory, Map.of("KOPPEL_HTTP_PORT", port));
            assertThat(node.exitStatus()).isEqualTo(1);
            assertThat(node.console()).contains("Port " + port).contains("KOPPEL_HTTP_PORT");
        }
    }

    @Test
    void refusesAPublicAddressThatIsNone() {
        MicroNode node = MicroNode.launch(directory, Map.of("KOPPEL_PUBLIC_URL", "koppel.example"));
        assertThat(node.exitStatus()).isEqualTo(1);
        assertThat(node.console()).contains("KOPPEL_PUBLIC_URL must look like https://koppel.example");
    }

    @Test
    void refusesDataWhosePepperIsLost() throws Exception {
        Files.createDirectories(directory.resolve("data/postgres/cluster"));
        MicroNode node = MicroNode.launch(directory, Map.of());
        assertThat(node.exitStatus()).isEqualTo(1);
        assertThat(node.console()).contains("key-pepper").contains("Put the file back");
    }

    /** What runs out of this test's directory, given a moment to end. */
    private List<ProcessHandle> ours() throws InterruptedException {
        List<ProcessHandle> found = List.of();
        for (int i = 0; i < 20; i++) {
            found = ProcessHandle.allProcesses()
                    .filter(process -> process.info().commandLine().orElse("").contains(installation.toString()))
                    .toList();
            if (found.isEmpty()) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return found;
    }

    private List<String> secretsIn(String console) throws IOException {
        return List.of(
                        Files.readString(installation.resolve("data/key-pepper"))
                                .strip(),
                        Files.readString(installation.resolve("data/postgres/password"))
                                .strip())
                .stream()
                .filter(console::contains)
                .toList();
    }

    private static int get(MicroNode node, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(node.address() + path)).build());
    }

    private static int signIn(MicroNode node, String password) throws Exception {
        String email = node.onScreen("Administrator").get(0);
        return send(HttpRequest.newBuilder(URI.create(node.address() + "/portal/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"email": "%s", "password": "%s"}
                        """.formatted(email, password)))
                .build());
    }

    private static int send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
