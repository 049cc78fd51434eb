package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;
import koppel.systemtest.Administrator.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the job that are stopped in the middle, or have something that fails, as the server's batch runtime does them. */
class TroubledRunsIT {

    private static final String RUNNING = "SELECT count(*) FROM batch_run WHERE state = 'running'";

    private static TestDatabase database;
    private static MicroNode node;

    private Administrator operator;
    private SoftwarePackage retrieving;
    private long last;

    @BeforeAll
    static void start(@TempDir Path directory) {
        database = TestDatabase.create();
        Map<String, String> settings = new HashMap<>(Administrator.SETTINGS);
        // never by itself: what happens here was asked for
        settings.put("KOPPEL_REOFFER_SCHEDULE", "0 0 0 1 1 *");
        node = MicroNode.start(directory, database, settings);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void threeInvoicesWait() {
        Pair pair = Pair.at(node.address());
        pair.send(3);
        operator = pair.administrator();
        retrieving = pair.retrieving();
        retrieving.awaitListed(3);
        Eventually.get(() -> database.count(RUNNING), runs -> runs == 0);
        last = database.count("SELECT coalesce(max(batch_run_id), 0) FROM batch_run");
    }

    @AfterEach
    void nothingIsRefused() {
        database.execute("DROP FUNCTION IF EXISTS refuse_one CASCADE");
    }

    @Test
    void aStopInTheMiddleOfAChunkRollsItBackQuietlyAndARestartAtOnceDoesIt() throws Exception {
        operator.revoke(retrieving);
        int told = node.console().length();
        SoftwarePackage reconnected;
        long run;
        // the chunk is done and waits to be put on record
        try (Brake brake = Brake.on(database, "batch_chunk")) {
            reconnected = operator.reconnect(retrieving);
            brake.awaitStopped("INSERT INTO batch_chunk");
            run = database.count("SELECT batch_run_id FROM batch_run WHERE state = 'running'");
            operator.http().post("/portal/v1/batchRuns/" + run + "/stop").expect(200);
            operator.http().post("/portal/v1/batchRuns/" + run + "/restart").expect(202);
        }

        assertThat(reconnected.awaitListed(3))
                .allMatch(item -> item.getString("reason").equals("reoffered"));
        Eventually.get(() -> database.count(RUNNING), runs -> runs == 0);
        JsonObject stopped =
                operator.http().get("/portal/v1/batchRuns/" + run).expect(200).json();
        assertThat(stopped.getString("state")).isEqualTo("stopped");
        assertThat(stopped.getInt("done")).isZero();
        assertThat(stopped.getInt("failed")).isZero();
        assertThat(stopped.getJsonArray("items")).isEmpty();
        assertThat(database.count("SELECT count(*) FROM batch_item WHERE batch_run_id > " + last))
                .isZero();
        assertThat(database.count("SELECT count(*) FROM queue_epoch WHERE why = 'reconnected' AND offered_count = 3"
                        + " AND organisation_id = " + retrieving.organisation().in(database)))
                .isEqualTo(1);
        assertThat(database.count("SELECT count(*) FROM batch_run WHERE state = 'completed' AND batch_run_id > " + run))
                .isEqualTo(1);
        assertThat(node.console().substring(told)).doesNotContain("A chunk of", "a later run tries it again");
    }

    @Test
    void aDocumentThatCannotBeOfferedIsTriedThreeTimesAndEndsItsReofferAsFailed() throws Exception {
        List<String> documents = retrieving.listed().stream()
                .map(item -> item.getString("documentId"))
                .toList();
        String bad = documents.get(1);
        database.execute(
                "CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.document_id = '" + bad
                        + "' THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$");
        database.execute(
                "CREATE TRIGGER refuse_one BEFORE INSERT ON offer_event FOR EACH ROW EXECUTE FUNCTION refuse_one()");
        String reoffer = "/portal/v1/reoffers/"
                + operator.http()
                        .post(
                                "/portal/v1/reoffers",
                                "{\"connectionId\": \"" + retrieving.connection() + "\", \"documentIds\": [\""
                                        + String.join("\", \"", documents) + "\"]}")
                        .expect(202)
                        .json()
                        .getString("id");

        awaitAttempts(1);
        JsonObject going = operator.http().get(reoffer).expect(200).json();
        assertThat(going.getString("state")).isEqualTo("running");
        assertThat(going.getInt("done")).isEqualTo(2);
        assertThat(going.getInt("failed")).isZero();
        for (int attempt = 2; attempt <= 3; attempt++) {
            database.execute("UPDATE reoffer_item SET next_attempt_at = now() WHERE outcome IS NULL");
            operator.http().post("/portal/v1/batchRuns/reoffer").expect(202);
            awaitAttempts(attempt);
        }

        JsonObject ended =
                Eventually.get(() -> operator.http().get(reoffer).expect(200).json(), run -> !"running"
                        .equals(run.getString("state")));
        assertThat(ended.getString("state")).isEqualTo("failed");
        assertThat(ended.getInt("total")).isEqualTo(3);
        assertThat(ended.getInt("done")).isEqualTo(3);
        assertThat(ended.getInt("offered")).isEqualTo(2);
        assertThat(ended.getInt("failed")).isEqualTo(1);
        assertThat(operator.http().get(reoffer + "/items").items())
                .filteredOn(item -> item.getString("outcome").equals("failed"))
                .singleElement()
                .satisfies(item -> assertThat(item.getString("documentId")).isEqualTo(bad));
        assertThat(database.count(
                        "SELECT count(*) FROM batch_item WHERE outcome = 'failed' AND organisation_id IS NULL AND batch_run_id > "
                                + last))
                .isEqualTo(3);
        assertThat(retrieving.listed()).hasSize(3);
    }

    private void awaitAttempts(int number) {
        Eventually.get(() -> database.count("SELECT max(attempts) FROM reoffer_item"), attempts -> attempts == number);
        Eventually.get(() -> database.count(RUNNING), runs -> runs == 0);
    }
}
