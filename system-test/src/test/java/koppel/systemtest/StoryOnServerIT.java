package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import koppel.harness.MicroNode;
import koppel.harness.Node;
import koppel.harness.PayaraServerNode;
import koppel.harness.Ports;
import koppel.harness.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story on Payara Server with the EAR, on an external database that a node on Payara Micro can have too. */
class StoryOnServerIT extends Story {

    private static TestDatabase database;
    private static PayaraServerNode server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = PayaraServerNode.start(
                PayaraServerNode.unpackedByTheBuild(), "story", database, Administrator.SETTINGS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    URI node() {
        return server.address();
    }

    /** One build, two packagings, one database between them. */
    @Test
    void theSameAdministratorSignsInOnMicroToo(@TempDir Path directory) {
        try (Node micro = MicroNode.start(directory, database, Administrator.SETTINGS)) {
            assertThat(Administrator.signIn(micro.address()).me())
                    .isEqualTo(Administrator.signIn(server.address()).me());
        }
    }

    @Test
    void aSecretInAnAddressGetsIntoNoLogHere() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address()
                        + "/connect/token?grant_type=client_credentials&client_secret=kpl_sec_INTHEADDRESS%ff"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        HttpResponse<Void> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Files.readString(server.log())).isNotEmpty().doesNotContain("kpl_sec_INTHEADDRESS");
    }

    @Test
    void afterARestartOfTheServerAndOutOfServiceAndBackItIsTheSame() {
        assertThat(Ports.listening(server.process()))
                .containsExactlyInAnyOrder(
                        "127.0.0.1:" + server.address().getPort(), "127.0.0.1:" + server.adminPort());
        server.close();
        server = server.again();
        assertThat(Administrator.signIn(server.address()).me().getString("email"))
                .as("after a restart of the server")
                .isEqualTo(Administrator.EMAIL);
        server.disableAndEnable();
        assertThat(Administrator.signIn(server.address()).me().getString("email"))
                .as("enabled again")
                .isEqualTo(Administrator.EMAIL);
    }
}
