package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;
import koppel.systemtest.Administrator.Eventually;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the job that are stopped in the middle, or have something that fails, as the server's batch runtime does them. */
class TroubledRunsIT {

    private static final String RUNNING = "SELECT count(*) FROM batch_run WHERE state = 'running'";

    @TempDir
    private Path directory;

    private TestDatabase database;
    private MicroNode node;
    private Administrator operator;
    private SoftwarePackage retrieving;

    @BeforeEach
    void threeInvoicesWait() {
        database = TestDatabase.create();
        Map<String, String> settings = new HashMap<>(Administrator.SETTINGS);
        // never by itself: what happens here was asked for
        settings.put("KOPPEL_REOFFER_SCHEDULE", "0 0 0 1 1 *");
        node = MicroNode.start(directory, database, settings);
        operator = Administrator.signIn(node.address());
        Organisation seller = operator.organisation("Seller");
        Organisation buyer = operator.organisation("Buyer");
        SoftwarePackage sending = operator.connect(seller, "radar");
        retrieving = operator.connect(buyer, "basecone");
        for (int i = 0; i < 3; i++) {
            sending.send(Invoices.next(seller, buyer));
        }
        retrieving.awaitListed(3);
        Eventually.get(() -> count(RUNNING), runs -> runs == 0);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aStopInTheMiddleOfAChunkRollsItBackQuietlyAndARestartAtOnceDoesIt() throws Exception {
        operator.revoke(retrieving);
        SoftwarePackage reconnected;
        long run;
        try (Connection brake = database.connect();
                Statement statement = brake.createStatement()) {
            brake.setAutoCommit(false);
            // the chunk is done and waits to be put on record
            statement.execute("LOCK TABLE batch_chunk IN ACCESS EXCLUSIVE MODE");
            reconnected = operator.reconnect(retrieving);
            Eventually.get(
                    () -> count(
                            "SELECT count(*) FROM pg_locks WHERE relation = 'batch_chunk'::regclass AND NOT granted"),
                    waiting -> waiting == 1);
            run = count("SELECT batch_run_id FROM batch_run WHERE state = 'running'");
            operator.http().post("/portal/v1/batchRuns/" + run + "/stop").expect(200);
            operator.http().post("/portal/v1/batchRuns/" + run + "/restart").expect(202);
            brake.rollback();
        }

        assertThat(reconnected.awaitListed(3))
                .allMatch(item -> item.getString("reason").equals("reoffered"));
        Eventually.get(() -> count(RUNNING), runs -> runs == 0);
        JsonObject stopped =
                operator.http().get("/portal/v1/batchRuns/" + run).expect(200).json();
        assertThat(stopped.getString("state")).isEqualTo("stopped");
        assertThat(stopped.getInt("done")).isZero();
        assertThat(stopped.getInt("failed")).isZero();
        assertThat(stopped.getJsonArray("items")).isEmpty();
        assertThat(count("SELECT count(*) FROM batch_item")).isZero();
        assertThat(count("SELECT count(*) FROM queue_epoch WHERE why = 'reconnected' AND offered_count = 3"))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM batch_run WHERE state = 'completed' AND batch_run_id > " + run))
                .isEqualTo(1);
        assertThat(node.console()).doesNotContain("A chunk of", "failed; the next run tries it again");
    }

    @Test
    void aDocumentThatCannotBeOfferedIsTriedThreeTimesAndEndsItsReofferAsFailed() throws Exception {
        List<String> documents = retrieving.listed().stream()
                .map(item -> item.getString("documentId"))
                .toList();
        String bad = documents.get(1);
        execute("CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.document_id = '" + bad
                + "' THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$");
        execute("CREATE TRIGGER refuse_one BEFORE INSERT ON offer_event FOR EACH ROW EXECUTE FUNCTION refuse_one()");
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
            execute("UPDATE reoffer_item SET next_attempt_at = now() WHERE outcome IS NULL");
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
        assertThat(count("SELECT count(*) FROM batch_item WHERE outcome = 'failed' AND organisation_id IS NULL"))
                .isEqualTo(3);
        assertThat(retrieving.listed()).hasSize(3);
    }

    private void awaitAttempts(int number) {
        Eventually.get(() -> count("SELECT max(attempts) FROM reoffer_item"), attempts -> attempts == number);
        Eventually.get(() -> count(RUNNING), runs -> runs == 0);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
