package koppel.bench.poll;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import koppel.bench.Api;
import koppel.bench.Settings;
import koppel.delivery.OfferCursor;

/**
 * The connections that the benchmark polls with, each of an organisation of its own, and what waits for them. Their documents' ids follow
 * from their numbers, so that a load generator knows them without asking.
 */
final class Stock {

    /** As many as there are clients, so that each has a queue of its own to retrieve from. */
    static final int CLIENTS = 16;

    private static final int OTHERS = 80;
    private static final int SMALL = 300;
    private static final int DOWNLOADS = 6_000;
    private static final int ACKNOWLEDGED = 48_000;

    /** What one call acknowledges. */
    static final int PAGE = 100;

    private static final int APART = 1_000_000;

    private final PrivateServer server;
    private final List<Package> polled = new ArrayList<>();
    private final List<Package> downloading = new ArrayList<>();
    private final List<Package> acknowledging = new ArrayList<>();

    /** A software package with its keys and what lies ready for it: documents {@code first} to {@code first + many - 1}. */
    record Package(String party, String appKey, String secret, int organisation, int queue, int many) {

        long first() {
            return (long) organisation * APART;
        }

        Api api() {
            return Api.basic(appKey, secret);
        }

        String documents() {
            return "/api/v1/" + party + "/purchaseInvoice";
        }

        /** The cursor behind the newest document. */
        String newest() {
            return new OfferCursor(1, many).text();
        }

        String document(int nth) {
            return "01900000-0000-7000-8000-%012x".formatted(first() + nth);
        }
    }

    Stock(PrivateServer server, URI node) {
        this.server = server;
        Api administrator = Api.signIn(node, Settings.EMAIL, Settings.PASSWORD);
        for (int i = 0; i < CLIENTS; i++) {
            polled.add(connect(node, administrator, i, SMALL));
            downloading.add(connect(node, administrator, 100 + i, DOWNLOADS));
            acknowledging.add(connect(node, administrator, 200 + i, ACKNOWLEDGED));
        }
        for (int i = 0; i < OTHERS; i++) {
            connect(node, administrator, 300 + i, SMALL);
        }
        fill();
    }

    List<Package> polled() {
        return polled;
    }

    List<Package> downloading() {
        return downloading;
    }

    List<Package> acknowledging() {
        return acknowledging;
    }

    private Package connect(URI node, Api administrator, int number, int many) {
        String party = "0106:" + (71_000_000 + number);
        String organisation = administrator
                .post(
                        node,
                        "/portal/v1/organisations",
                        "{\"name\": \"Organisation %d\", \"partyIds\": [\"%s\"]}".formatted(number, party))
                .expect(201)
                .json()
                .getString("id");
        JsonObject keys = administrator
                .post(
                        node,
                        "/portal/v1/organisations/" + organisation + "/connections",
                        "{\"softwarePackage\": \"yuki\"}")
                .expect(201)
                .json();
        String queue = "FROM delivery_queue WHERE direction = 1 AND connection_id = '" + keys.getString("id") + "'";
        Package software = new Package(
                party,
                keys.getString("appKey"),
                keys.getString("secret"),
                (int) server.number("SELECT organisation_id " + queue),
                (int) server.number("SELECT queue_id " + queue),
                many);
        server.execute(
                "CREATE TABLE IF NOT EXISTS bench_stock (organisation_id int, queue_id int, many int)",
                "INSERT INTO bench_stock VALUES (%d, %d, %d)".formatted(software.organisation, software.queue, many));
        return software;
    }

    private void fill() {
        server.execute(
                """
                CREATE TABLE bench_document AS
                SELECT organisation_id, queue_id, p AS position, many,
                       ('01900000-0000-7000-8000-' || lpad(to_hex(organisation_id::bigint * %d + p), 12, '0'))::uuid AS document_id
                FROM bench_stock, generate_series(1, many) p""".formatted(APART),
                "CREATE UNIQUE INDEX ON bench_document (organisation_id, queue_id, position)",
                """
                INSERT INTO document (organisation_id, document_id, direction, kind, customization_id, profile_id, supplier,
                    supplier_name, customer, customer_name, number, issue_date, payable_amount, currency, entered_via, received_at,
                    expires_at, size, sha256)
                SELECT organisation_id, document_id, 1, 'invoice', 'urn:cen.eu:en16931:2017',
                       'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0', '0106:12345678', 'De Molen', '0106:71000001', 'Het Krentenbrood',
                       'F-' || position, date '2026-01-01', 121, 'EUR', 'intake', now() - interval '1 hour', now() + interval '7 years',
                       4096, '\\x00'
                FROM bench_document""",
                """
                INSERT INTO document_content (organisation_id, document_id, part, bytes)
                SELECT organisation_id, document_id, 0, convert_to(left(string_agg(md5(document_id::text || i), ''), 4096), 'UTF8')
                FROM bench_document, generate_series(1, 128) i WHERE many = %d
                GROUP BY organisation_id, document_id""".formatted(DOWNLOADS),
                """
                CREATE TABLE bench_page AS
                SELECT organisation_id, (position - 1) / %1$d + 1 AS page, array_agg(document_id ORDER BY position) AS ids
                FROM bench_document WHERE many = %2$d GROUP BY 1, 2""".formatted(PAGE, ACKNOWLEDGED),
                "CREATE UNIQUE INDEX ON bench_page (organisation_id, page)",
                "UPDATE delivery_queue q SET next_position = many + 1 FROM bench_stock s"
                        + " WHERE q.organisation_id = s.organisation_id AND q.queue_id = s.queue_id");
        putBack();
        // no checkpoint: after one the first touch of a page would write all of it into the log
        server.execute("VACUUM ANALYZE");
        long closed = server.number(
                "SELECT count(*) FROM delivery_queue JOIN bench_stock USING (organisation_id, queue_id) WHERE NOT open OR epoch <> 1");
        if (closed > 0) {
            throw new IllegalStateException(closed + " queues are not in their first epoch");
        }
    }

    /** All that was retrieved lies ready again, as if it never had been. */
    void putBack() {
        awaitQuiet();
        server.execute(
                "TRUNCATE retrieval",
                """
                INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, offered_at)
                SELECT organisation_id, queue_id, position, document_id, 1, now() - interval '1 hour' FROM bench_document b
                WHERE NOT EXISTS (SELECT 1 FROM pending p WHERE p.organisation_id = b.organisation_id AND p.queue_id = b.queue_id
                                    AND p.position = b.position)
                ORDER BY organisation_id, queue_id, position""",
                "UPDATE delivery_queue SET front_position = 1 WHERE front_position > 1",
                "VACUUM (ANALYZE) pending",
                "VACUUM delivery_queue");
    }

    /** A call that the load generator gave up at the end of its time is still done by the node. */
    private void awaitQuiet() {
        String busy = "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + Statements.NODE
                + "' AND state <> 'idle'";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (int quiet = 0; quiet < 20; quiet = server.number(busy) == 0 ? quiet + 1 : 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The node does not come to rest");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
