package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;
import koppel.systemtest.Administrator.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node hangs in the midst of a transaction, as when its machine is suspended; others go on without it, and it goes on later. */
class FrozenNodeIT {

    private static final String HELD =
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND application_name = 'hanging'";

    private final TestDatabase database = TestDatabase.create();

    @TempDir
    private Path directory;

    @Test
    void whatItHoldsIsFreeAgainSoonAndWhenItGoesOnNothingIsLostOrDoubled() throws Exception {
        try (MicroNode hanging = node("hanging")) {
            Pair pair = Pair.at(hanging.address());
            pair.send(3);
            pair.administrator().revoke(pair.retrieving());
            SoftwarePackage reconnected;
            try {
                reconnected = frozenWhileItReoffers(hanging, pair);
                theOtherGoesOn(reconnected);
            } finally {
                hanging.thaw();
            }
            // a look first: what it had of connections to its callers ends now
            assertThat(reconnected.listed()).isEmpty();
            pair.send(1);
            reconnected.awaitListed(1).forEach(item -> reconnected.download(item.getString("documentId")));
        }
        assertThat(database.count("SELECT count(*) FROM document WHERE direction = 1"))
                .isEqualTo(4);
        assertThat(database.count("SELECT count(DISTINCT document_id) FROM retrieval"))
                .isEqualTo(4);
        assertThat(database.count("SELECT count(*) FROM retrieval")).isEqualTo(4);
        assertThat(database.count("SELECT count(*) FROM queue_epoch WHERE why = 'reconnected' AND offered_count = 3"))
                .isEqualTo(1);
    }

    private void theOtherGoesOn(SoftwarePackage reconnected) {
        try (MicroNode other = node("other")) {
            SoftwarePackage there = reconnected.at(other.address());
            Eventually.get(() -> database.count(HELD), held -> held == 0);
            assertThat(there.awaitListed(3))
                    .allMatch(item -> item.getString("reason").equals("reoffered"));
            there.listed().forEach(item -> there.download(item.getString("documentId")));
        }
    }

    /** It has started the epoch and holds the queue, and the result is not yet committed. */
    private SoftwarePackage frozenWhileItReoffers(MicroNode hanging, Pair pair) throws Exception {
        SoftwarePackage reconnected;
        try (Brake brake = Brake.on(database, "batch_chunk")) {
            reconnected = pair.administrator().reconnect(pair.retrieving());
            brake.awaitStopped("INSERT INTO batch_chunk");
            hanging.freeze();
        }
        Eventually.get(() -> database.count(HELD), held -> held == 1);
        return reconnected;
    }

    private MicroNode node(String name) {
        Map<String, String> settings = new HashMap<>(Administrator.SETTINGS);
        settings.put("KOPPEL_REOFFER_SCHEDULE", "*/2 * * * * *");
        return MicroNode.start(
                directory,
                new TestDatabase(database.url() + "?ApplicationName=" + name, database.user(), database.password()),
                settings);
    }
}
