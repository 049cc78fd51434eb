package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever guesses is not better off with two nodes than with one; and whoever knows is not worse off. */
class ThrottleIT {

    private static MicroNode one;
    private static MicroNode other;

    private final Administrator administrator = Administrator.signIn(one.address());

    @BeforeAll
    static void start(@TempDir Path directory) {
        TestDatabase database = TestDatabase.create();
        one = MicroNode.start(directory.resolve("one"), database, Administrator.SETTINGS);
        other = MicroNode.start(directory.resolve("other"), database, Administrator.SETTINGS);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @Test
    void theLimitForGuessedSecretsHoldsOverBothNodes() {
        Organisation organisation = administrator.organisation("Guessed");
        SoftwarePackage connected = administrator.connect(organisation, "basecone");
        String wrong = administrator.connect(organisation, "yuki").secret();
        List<Http> guesses = List.of(
                Http.anonymous(one.address()).basic(connected.appKey(), wrong),
                Http.anonymous(other.address()).basic(connected.appKey(), wrong));

        for (int i = 0; i < 10; i++) {
            guesses.get(i % 2).get("/api/v1/me").problem(401, "unauthenticated");
        }
        for (int i = 0; i < 4; i++) {
            guesses.get(i % 2).get("/api/v1/me").problem(429, "too-many-requests");
        }
        connected.http().get("/api/v1/me").expect(200);
        connected.at(other.address()).http().get("/api/v1/me").expect(200);
    }

    @Test
    void aPasswordIsGuessedTenTimesInAllAndNotTenTimesAtEachNode() {
        String guess = "{\"email\": \"nobody@office.example\", \"password\": \"a guess\"}";
        for (int i = 0; i < 10; i++) {
            Http.anonymous(one.address()).post("/portal/v1/session", guess).problem(401, "unauthenticated");
        }
        Http.anonymous(other.address()).post("/portal/v1/session", guess).problem(429, "too-many-requests");
        assertThat(Administrator.signIn(other.address())).isNotNull();
    }

    @Test
    void accessPointsAreNotGuessedEitherAndWhoIsOneIsLetIn() {
        JsonObject point = administrator
                .http()
                .post("/portal/v1/accessPoints", "{\"name\": \"The network\"}")
                .expect(201)
                .json();
        String path = "/intake/v1/documents";
        byte[] document = "<Invoice/>".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 10; i++) {
            Http.anonymous(i % 2 == 0 ? one.address() : other.address())
                    .basic(point.getString("clientId"), "a guess")
                    .postXml(path, document)
                    .problem(401, "unauthenticated");
        }
        // whoever waits to be asked has not guessed
        Http.anonymous(other.address()).postXml(path, document).problem(401, "unauthenticated");
        Http.anonymous(other.address())
                .basic("somebody", "a guess")
                .postXml(path, document)
                .problem(429, "too-many-requests");
        Http.anonymous(other.address())
                .basic(point.getString("clientId"), point.getString("secret"))
                .postXml(path, document)
                .expect(400);
    }
}
