package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;
import koppel.systemtest.Administrator.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes are killed as by a power cut; afterwards rows are counted, not exceptions. */
class KillIT {

    private static final String NEVER = "0 0 0 1 1 *";
    private static final String OFTEN = "*/2 * * * * *";

    @TempDir
    private Path directory;

    private TestDatabase database;

    @BeforeEach
    void anEmptyDatabase() {
        database = TestDatabase.create();
    }

    @Test
    void aKillBetweenReconnectingAndReofferingIsHealedByTheNextNode() throws Exception {
        SoftwarePackage reconnected;
        try (MicroNode doomed = node(NEVER)) {
            Pair pair = Pair.at(doomed.address());
            pair.send(7);
            pair.administrator().revoke(pair.retrieving());
            try (Connection brake = database.connect();
                    Statement statement = brake.createStatement()) {
                brake.setAutoCommit(false);
                // the job can not even begin, so the kill comes for certain between the commit and the re-offer
                statement.execute("LOCK TABLE batch_run IN ACCESS EXCLUSIVE MODE");
                reconnected = pair.administrator().reconnect(pair.retrieving());
                doomed.kill();
            }
            assertThat(database.count("SELECT count(*) FROM delivery_queue WHERE due_since IS NOT NULL"))
                    .isPositive();
            assertThat(database.count(
                            "SELECT count(*) FROM queue_epoch WHERE why = 'reconnected' AND offered_count > 0"))
                    .isZero();
        }
        try (MicroNode next = node(OFTEN)) {
            SoftwarePackage there = reconnected.at(next.address());
            assertThat(there.awaitListed(7))
                    .allMatch(item -> item.getString("reason").equals("reoffered"));
            there.listed().forEach(item -> there.download(item.getString("documentId")));
            assertThat(there.listed()).isEmpty();
        }
        assertEveryPurchaseDocumentWasRetrievedOnce(7);
    }

    @Test
    void aKillWhileTheJobOwnsItsRunIsHealedOnceTheOwnerIsSilent() throws Exception {
        Pair pair;
        SoftwarePackage reconnected;
        try (MicroNode doomed = node(NEVER)) {
            pair = Pair.at(doomed.address());
            pair.send(3);
            pair.administrator().revoke(pair.retrieving());
            try (Connection brake = database.connect();
                    Statement statement = brake.createStatement()) {
                brake.setAutoCommit(false);
                // the job can not write down what it does, so the kill comes for certain while it owns its run
                statement.execute("LOCK TABLE batch_chunk IN ACCESS EXCLUSIVE MODE");
                reconnected = pair.administrator().reconnect(pair.retrieving());
                Eventually.get(
                        () -> database.count("SELECT count(*) FROM batch_run WHERE state = 'running'"),
                        runs -> runs == 1);
                doomed.kill();
            }
        }
        assertThat(database.count("SELECT count(*) FROM batch_run WHERE state = 'running'"))
                .isEqualTo(1);
        try (MicroNode next = node(OFTEN)) {
            assertThat(reconnected.at(next.address()).awaitListed(3)).hasSize(3);
            Eventually.get(
                    () -> database.count("SELECT count(*) FROM batch_run WHERE state = 'running'"), runs -> runs == 0);
            assertThat(database.count("SELECT count(*) FROM batch_run WHERE state = 'failed'"))
                    .isEqualTo(1);
            assertThat(database.count("SELECT count(*) FROM batch_run WHERE state = 'completed'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void killsWhilePackagesRetrieveLoseAndDoubleNothing() throws Exception {
        int documents = 60;
        Pair pair;
        try (MicroNode doomed = node(OFTEN)) {
            pair = Pair.at(doomed.address());
            pair.send(documents);
            downloadUntilKilled(pair.retrieving(), doomed);
        }
        long retrieved = database.count("SELECT count(*) FROM retrieval");
        long pending =
                database.count("SELECT count(*) FROM pending p JOIN delivery_queue q USING (organisation_id, queue_id)"
                        + " WHERE q.direction = 1");
        assertThat(retrieved + pending).isEqualTo(documents);
        try (MicroNode next = node(OFTEN)) {
            SoftwarePackage there = pair.retrieving().at(next.address());
            List<JsonObject> left = there.listed();
            assertThat(left).hasSize((int) pending);
            left.forEach(item -> there.download(item.getString("documentId")));
            assertThat(there.listed()).isEmpty();
        }
        assertEveryPurchaseDocumentWasRetrievedOnce(documents);
    }

    @Test
    void whatIsRevokedOnOneNodeIsDeadOnTheOtherAtOnce() {
        try (MicroNode one = node(OFTEN);
                MicroNode other = node(OFTEN)) {
            Pair pair = Pair.at(one.address());
            SoftwarePackage there = pair.retrieving().at(other.address());
            String token = there.token();
            there.http().get("/api/v1/me").expect(200);
            SoftwarePackage sendingThere = pair.sending().at(other.address());
            for (int i = 0; i < 3; i++) {
                sendingThere.send(Invoices.next(pair.seller(), pair.buyer()));
            }
            pair.administrator().revoke(pair.sending());
            pair.administrator().revoke(pair.retrieving());
            sendingThere.trySend(Invoices.next(pair.seller(), pair.buyer())).problem(401, "keys-revoked");
            assertThat(database.count("SELECT count(*) FROM document")).isEqualTo(6);
            there.http().get("/api/v1/me").problem(401, "keys-revoked");
            Http.anonymous(other.address()).bearer(token).get("/api/v1/me").problem(401, "keys-revoked");
        }
    }

    private static void downloadUntilKilled(SoftwarePackage retrieving, MicroNode doomed) throws InterruptedException {
        List<JsonObject> listed = retrieving.listed();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (JsonObject item : listed) {
            threads.submit(() -> retrieving.download(item.getString("documentId")));
        }
        Thread.sleep(150);
        doomed.kill();
        threads.shutdownNow();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private void assertEveryPurchaseDocumentWasRetrievedOnce(int documents) {
        assertThat(database.count("SELECT count(*) FROM document WHERE direction = 1"))
                .isEqualTo(documents);
        assertThat(database.count("SELECT count(*) FROM retrieval")).isEqualTo(documents);
        assertThat(database.count("SELECT count(DISTINCT document_id) FROM retrieval"))
                .isEqualTo(documents);
        assertThat(database.count(
                        "SELECT count(*) FROM pending p JOIN delivery_queue q USING (organisation_id, queue_id)"
                                + " WHERE q.direction = 1"))
                .isZero();
        assertThat(database.count("SELECT count(*) FROM retrieval r JOIN document d USING (document_id)"
                        + " WHERE r.organisation_id <> d.organisation_id"))
                .isZero();
    }

    private MicroNode node(String schedule) {
        Map<String, String> settings = new HashMap<>(Administrator.SETTINGS);
        settings.put("KOPPEL_REOFFER_SCHEDULE", schedule);
        return MicroNode.start(directory, database, settings);
    }
}
