package koppel.bench.scale;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import koppel.bench.Api;
import koppel.bench.Settings;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;

/**
 * Watches re-offers of many documents of one connection on a running node, as the console does: everything unretrieved, which takes an
 * epoch, and all of a time range, which takes an item for each document. {@code --documents=100000}
 */
public final class LiveReoffer {

    private static final String PARTY = "0106:70000001";

    private final TestDatabase database = TestDatabase.create();
    private final long documents;

    private LiveReoffer(Settings settings) {
        documents = settings.number("documents", 100_000);
    }

    public static void main(String[] arguments) throws Exception {
        new LiveReoffer(new Settings(arguments)).run();
        System.exit(0);
    }

    private void run() throws Exception {
        Path directory = Files.createTempDirectory("koppel-live");
        Map<String, String> settings = new HashMap<>(Settings.OF_NODE);
        try (MicroNode node = MicroNode.start(directory, database, settings)) {
            URI base = node.address();
            Api administrator = Api.signIn(base, Settings.EMAIL, Settings.PASSWORD);
            String organisation = administrator
                    .post(base, "/portal/v1/organisations", "{\"name\":\"Buyer\",\"partyIds\":[\"" + PARTY + "\"]}")
                    .expect(201)
                    .json()
                    .getString("id");
            JsonObject keys = administrator
                    .post(
                            base,
                            "/portal/v1/organisations/" + organisation + "/connections",
                            "{\"softwarePackage\":\"yuki\"}")
                    .expect(201)
                    .json();
            fill();
            String connection = keys.getString("id");
            Api software = Api.basic(keys.getString("appKey"), keys.getString("secret"));
            watch(base, administrator, "everything unretrieved", "{\"connectionId\":\"" + connection + "\"}");
            list(base, software);
            watch(
                    base,
                    administrator,
                    "a time range",
                    "{\"connectionId\":\"" + connection + "\",\"from\":\"2000-01-01T00:00:00Z\"}");
            list(base, software);
        }
    }

    private void fill() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO document (organisation_id, document_id, direction, kind, customization_id, profile_id, supplier,
                        supplier_name, customer, customer_name, number, issue_date, payable_amount, currency, entered_via, received_at,
                        expires_at, size, sha256)
                    SELECT organisation_id, ('01900000-0000-7000-8000-' || lpad(to_hex(p), 12, '0'))::uuid, 1, 'invoice',
                           'urn:cen.eu:en16931:2017', 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0', '0106:12345678', 'De Molen', '%s',
                           'Het Krentenbrood', 'F-' || p, date '2026-01-01', 121, 'EUR', 'intake', now() - interval '1 hour',
                           now() + interval '7 years', 4096, '\\x00'
                    FROM generate_series(1, %d) p, organisation""".formatted(PARTY, documents));
            statement.execute("""
                    INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, offered_at)
                    SELECT organisation_id, queue_id, next_position + row_number() OVER (ORDER BY document_id) - 1, document_id, epoch, now()
                    FROM document JOIN delivery_queue USING (organisation_id, direction)""");
            statement.execute(
                    "UPDATE delivery_queue SET next_position = next_position + " + documents + " WHERE direction = 1");
            statement.execute("ANALYZE");
        }
    }

    private static void watch(URI base, Api administrator, String what, String json) {
        Instant begin = Instant.now();
        JsonObject run = administrator
                .post(base, "/portal/v1/reoffers", json)
                .expect(202)
                .json();
        System.out.println(what + ": answered after " + since(begin) + " ms, total " + run.getInt("total"));
        String shown = "";
        while ("running".equals(run.getString("state"))) {
            run = administrator
                    .get(base, "/portal/v1/reoffers/" + run.getString("id"))
                    .expect(200)
                    .json();
            String line = "%s, done %,d of %,d, %s a second, %,d remain"
                    .formatted(
                            run.getString("state"),
                            run.getInt("done"),
                            run.getInt("total"),
                            run.getJsonNumber("rate"),
                            run.getInt("remaining"));
            if (!line.equals(shown)) {
                System.out.println("  after " + since(begin) + " ms: " + line);
                shown = line;
            }
            pause();
        }
    }

    private static void list(URI base, Api software) {
        JsonObject page = software.get(base, "/api/v1/" + PARTY + "/purchaseInvoice?limit=1000")
                .expect(200)
                .json();
        long reoffered = page.getJsonArray("items").getValuesAs(JsonValue::asJsonObject).stream()
                .filter(item -> "reoffered".equals(item.getString("reason")))
                .count();
        System.out.println("the package's first page: "
                + page.getJsonArray("items").size() + " items, " + reoffered + " reoffered");
    }

    private static long since(Instant begin) {
        return Duration.between(begin, Instant.now()).toMillis();
    }

    private static void pause() {
        try {
            Thread.sleep(400);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
