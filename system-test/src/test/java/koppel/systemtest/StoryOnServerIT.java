package koppel.systemtest;

import java.net.URI;
import koppel.harness.PayaraServerNode;
import koppel.harness.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The story on Payara Server with the EAR, on an external database. */
class StoryOnServerIT extends Story {

    private static PayaraServerNode server;

    @BeforeAll
    static void start() throws Exception {
        server = PayaraServerNode.start(
                PayaraServerNode.unpackedByTheBuild(), "story", TestDatabase.create(), Administrator.SETTINGS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    URI node() {
        return server.address();
    }
}
