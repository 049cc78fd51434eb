package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;
import koppel.systemtest.Administrator.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is restarted, or away for a while: everybody is told to come back later, and then finds everything once. */
class DatabaseAwayIT {

    private static TestDatabase database;
    private static MicroNode node;

    private final Pair pair = Pair.at(node.address());

    @BeforeAll
    static void start(@TempDir Path directory) {
        database = TestDatabase.create();
        node = MicroNode.start(directory, database, Administrator.SETTINGS);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void twoInvoicesWait() {
        pair.send(2);
        pair.retrieving().awaitListed(2);
    }

    @Test
    void whileItIsAwayEveryoneIsToldToComeBackAndAfterwardsNothingIsLostOrDoubled() {
        byte[] invoice = Invoices.next(pair.seller(), pair.buyer());
        String document = pair.retrieving().listed().get(0).getString("documentId");
        String token = pair.retrieving().token();
        String organisation = "/portal/v1/organisations/" + pair.buyer().id();

        database.goAway();
        try {
            for (int round = 0; round < 3; round++) {
                for (Supplier<Answer> call : List.<Supplier<Answer>>of(
                        () -> pair.retrieving().http().get(pair.retrieving().path("purchaseInvoice")),
                        () -> Http.anonymous(node.address()).bearer(token).get("/api/v1/me"),
                        () -> pair.retrieving().acknowledge(document),
                        () -> pair.retrieving()
                                .http()
                                .get(pair.retrieving().path("purchaseInvoice/" + document + "/download")),
                        () -> pair.sending().trySend(invoice, "X-EConnect-DocumentId", "away-1"),
                        () -> pair.administrator().http().get(organisation),
                        () -> Http.anonymous(node.address())
                                .postForm(
                                        "/connect/token",
                                        "grant_type=client_credentials&scope=ap&client_id="
                                                + pair.retrieving().appKey() + "&client_secret="
                                                + pair.retrieving().secret()))) {
                    comeBackLater(call.get());
                }
            }
            Http.anonymous(node.address()).get("/health/ready").expect(503);
            Http.anonymous(node.address()).get("/health/live").expect(200);
        } finally {
            database.comeBack();
        }

        Answer sent = Eventually.get(
                () -> pair.sending().trySend(invoice, "X-EConnect-DocumentId", "away-1"),
                answer -> answer.status() != 503);
        String id = sent.expect(200).json().getString("id");
        assertThat(pair.sending()
                        .trySend(invoice, "X-EConnect-DocumentId", "away-1")
                        .problem(409, "document-sent-before")
                        .getString("id"))
                .isEqualTo(id);
        assertThat(documents(pair.retrieving().awaitListed(3))).hasSize(3).contains(document);
        Http.anonymous(node.address()).bearer(token).get("/api/v1/me").expect(200);
        pair.administrator().http().get(organisation).expect(200);
        long buyer = pair.buyer().in(database);
        assertThat(database.count("SELECT count(*) FROM document WHERE direction = 1 AND organisation_id = " + buyer))
                .isEqualTo(3);
        assertThat(database.count("SELECT count(*) FROM retrieval WHERE organisation_id = " + buyer))
                .isZero();
        assertThat(node.console()).contains("The database is away").doesNotContain("A request failed");
    }

    @Test
    void afterARestartEachConnectionOfThePoolFailsOnceAtMostAndIsReplaced() {
        Set<String> before = documents(pair.retrieving().listed());
        long connections = database.count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()");
        long ended = database.count("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");

        database.endConnections();

        int refused = 0;
        for (int call = 0; call < 200; call++) {
            Answer listed = pair.retrieving().http().get(pair.retrieving().path("purchaseInvoice"));
            if (listed.status() != 200) {
                comeBackLater(listed);
                refused++;
            } else {
                assertThat(documents(listed.items())).isEqualTo(before);
            }
        }
        assertThat(refused).isLessThanOrEqualTo((int) connections);
        assertThat(database.count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND backend_start < to_timestamp(" + ended + " / 1000000.0)"))
                .isZero();
        assertThat(pair.retrieving().listed()).hasSize(2);
    }

    /** The batch runtime has a small pool of its own, and does not give back what turns out to be dead. */
    @Test
    void howeverOftenItIsRestartedTheJobGoesOn() {
        for (int restart = 0; restart < 16; restart++) {
            database.endConnections();
            Http.anonymous(node.address()).get("/health/ready");
        }

        Eventually.get(() -> Http.anonymous(node.address()).get("/health/ready").status(), status -> status == 200);
        allIsAnswered();
        pair.administrator().revoke(pair.retrieving());
        assertThat(pair.administrator().reconnect(pair.retrieving()).awaitListed(2))
                .allMatch(item -> item.getString("reason").equals("reoffered"));
    }

    @AfterEach
    void nothingWaitsLong() {
        database.execute("DROP FUNCTION IF EXISTS wait_long CASCADE");
    }

    /** Each connection that is dead still costs an answer until the pool tries it. */
    @AfterEach
    void allIsAnswered() {
        Eventually.get(this::refusedOfTwenty, refused -> refused == 0);
    }

    private long refusedOfTwenty() {
        return Stream.generate(() -> pair.administrator()
                        .http()
                        .get("/portal/v1/organisations/" + pair.buyer().id()))
                .limit(20)
                .filter(answer -> answer.status() != 200)
                .count();
    }

    @Test
    void aCommitThatLosesItsConnectionIsNotTakenForADefect() {
        String number = "SELECT count(*) FROM organisation";
        long before = database.count(number);
        database.execute(
                "CREATE FUNCTION wait_long() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$");
        database.execute(
                "CREATE CONSTRAINT TRIGGER wait_long AFTER INSERT ON organisation DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION wait_long()");
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> pair.administrator()
                .http()
                .post("/portal/v1/organisations", "{\"name\": \"Lost\", \"partyIds\": [\"0106:76543210\"]}"));
        String committing = "FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
        Eventually.get(() -> database.count("SELECT count(*) " + committing), waiting -> waiting == 1);

        database.execute("SELECT pg_terminate_backend(pid, 5000) " + committing);

        comeBackLater(answer.join());
        assertThat(database.count(number)).isEqualTo(before);
    }

    private static void comeBackLater(Answer answer) {
        answer.problem(503, "unavailable");
        assertThat(answer.response().headers().firstValue("Retry-After").map(Integer::valueOf))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 60));
    }

    private static Set<String> documents(List<JsonObject> items) {
        Set<String> documents = new HashSet<>();
        items.forEach(item -> assertThat(documents.add(item.getString("documentId")))
                .as("listed once")
                .isTrue());
        return documents;
    }
}
