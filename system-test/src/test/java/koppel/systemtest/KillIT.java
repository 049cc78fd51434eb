package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;
import koppel.systemtest.Administrator.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes are killed as by a power cut; afterwards rows are counted, not exceptions. One node after the other works on the same database: whoever
 * is killed by one test was the next node of another.
 */
class KillIT {

    private static final String RUNS = "SELECT count(*) FROM batch_run WHERE state = '%s' AND batch_run_id > %d";

    @TempDir
    private static Path directory;

    private static TestDatabase database;
    private static MicroNode standing;

    @BeforeAll
    static void anEmptyDatabase() {
        database = TestDatabase.create();
    }

    /** The node that is there, or the next one where the last has been killed. */
    private static MicroNode node() {
        if (standing == null || !standing.process().isAlive()) {
            standing = start();
        }
        return standing;
    }

    private static MicroNode start() {
        Map<String, String> settings = new HashMap<>(Administrator.SETTINGS);
        settings.put("KOPPEL_REOFFER_SCHEDULE", "*/2 * * * * *");
        return MicroNode.start(directory, database, settings);
    }

    @AfterAll
    static void stop() {
        if (standing != null) {
            standing.close();
        }
    }

    @Test
    void aKillBetweenReconnectingAndReofferingIsHealedByTheNextNode() throws Exception {
        MicroNode doomed = node();
        Pair pair = Pair.at(doomed.address());
        pair.send(7);
        pair.administrator().revoke(pair.retrieving());
        SoftwarePackage reconnected;
        // the job can not even begin, so the kill comes for certain between the commit and the re-offer
        Brake brake = Brake.on(database, "batch_run");
        try (brake) {
            reconnected = pair.administrator().reconnect(pair.retrieving());
            doomed.kill();
        }
        assertThat(database.count("SELECT count(*) FROM delivery_queue WHERE due_since IS NOT NULL" + ofBuyer(pair)))
                .isPositive();
        assertThat(database.count("SELECT count(*) FROM queue_epoch WHERE why = 'reconnected' AND offered_count > 0"
                        + ofBuyer(pair)))
                .isZero();

        SoftwarePackage there = reconnected.at(node().address());
        assertThat(there.awaitListed(7))
                .allMatch(item -> item.getString("reason").equals("reoffered"));
        there.listed().forEach(item -> there.download(item.getString("documentId")));
        assertThat(there.listed()).isEmpty();
        assertEveryPurchaseDocumentWasRetrievedOnce(pair, 7);
    }

    @Test
    void aKillWhileTheJobOwnsItsRunIsHealedOnceTheOwnerIsSilent() throws Exception {
        MicroNode doomed = node();
        Pair pair = Pair.at(doomed.address());
        pair.send(3);
        pair.administrator().revoke(pair.retrieving());
        Eventually.get(
                () -> database.count("SELECT count(*) FROM delivery_queue WHERE due_since IS NOT NULL"),
                due -> due == 0);
        Eventually.get(() -> database.count(RUNS.formatted("running", 0)), runs -> runs == 0);
        long last = database.count("SELECT coalesce(max(batch_run_id), 0) FROM batch_run");
        SoftwarePackage reconnected;
        // the job can not write down what it does, so the kill comes for certain while it owns its run
        try (Brake brake = Brake.on(database, "batch_chunk")) {
            reconnected = pair.administrator().reconnect(pair.retrieving());
            brake.awaitStopped("INSERT INTO batch_chunk");
            doomed.kill();
        }
        assertThat(database.count(RUNS.formatted("running", last))).isEqualTo(1);

        assertThat(reconnected.at(node().address()).awaitListed(3)).hasSize(3);
        Eventually.get(() -> database.count(RUNS.formatted("running", last)), runs -> runs == 0);
        assertThat(database.count(RUNS.formatted("failed", last))).isEqualTo(1);
        assertThat(database.count(RUNS.formatted("completed", last))).isEqualTo(1);
    }

    @Test
    void killsWhilePackagesRetrieveLoseAndDoubleNothing() throws Exception {
        int documents = 60;
        MicroNode doomed = node();
        Pair pair = Pair.at(doomed.address());
        pair.send(documents);
        downloadUntilKilled(pair.retrieving(), doomed);
        long retrieved = database.count("SELECT count(*) FROM retrieval WHERE true" + ofBuyer(pair));
        long pending = pending(pair);
        assertThat(retrieved + pending).isEqualTo(documents);

        SoftwarePackage there = pair.retrieving().at(node().address());
        List<JsonObject> left = there.listed();
        assertThat(left).hasSize((int) pending);
        left.forEach(item -> there.download(item.getString("documentId")));
        assertThat(there.listed()).isEmpty();
        assertEveryPurchaseDocumentWasRetrievedOnce(pair, documents);
    }

    @Test
    void whatIsRevokedOnOneNodeIsDeadOnTheOtherAtOnce() {
        MicroNode one = node();
        try (MicroNode other = start()) {
            Pair pair = Pair.at(one.address());
            SoftwarePackage there = pair.retrieving().at(other.address());
            String token = there.token();
            there.http().get("/api/v1/me").expect(200);
            SoftwarePackage sendingThere = pair.sending().at(other.address());
            for (int i = 0; i < 3; i++) {
                sendingThere.send(Invoices.next(pair.seller(), pair.buyer()));
            }
            long documents = database.count("SELECT count(*) FROM document");
            pair.administrator().revoke(pair.sending());
            pair.administrator().revoke(pair.retrieving());
            sendingThere.trySend(Invoices.next(pair.seller(), pair.buyer())).problem(401, "keys-revoked");
            assertThat(database.count("SELECT count(*) FROM document")).isEqualTo(documents);
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

    private static void assertEveryPurchaseDocumentWasRetrievedOnce(Pair pair, int documents) {
        assertThat(database.count("SELECT count(*) FROM document WHERE direction = 1" + ofBuyer(pair)))
                .isEqualTo(documents);
        assertThat(database.count("SELECT count(*) FROM retrieval WHERE true" + ofBuyer(pair)))
                .isEqualTo(documents);
        assertThat(database.count("SELECT count(DISTINCT document_id) FROM retrieval WHERE true" + ofBuyer(pair)))
                .isEqualTo(documents);
        assertThat(pending(pair)).isZero();
        assertThat(database.count("SELECT count(*) FROM retrieval r JOIN document d USING (document_id)"
                        + " WHERE r.organisation_id <> d.organisation_id"))
                .isZero();
    }

    private static long pending(Pair pair) {
        return database.count("SELECT count(*) FROM pending p JOIN delivery_queue q USING (organisation_id, queue_id)"
                + " WHERE q.direction = 1" + ofBuyer(pair));
    }

    private static String ofBuyer(Pair pair) {
        return " AND organisation_id = " + pair.buyer().in(database);
    }
}
