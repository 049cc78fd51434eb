package koppel.bench.scale;

import koppel.persistence.Database;

/** A ledger of a thousand connections with any number of documents, put into the real schema by the shortest way. */
final class Ledger {

    static final int QUEUES = 1000;

    /** So many documents at the end of each queue have no retrieval; fewer or all of them are pending. */
    static final int YOUNG = 100;

    private final Database database;
    private final long documents;

    Ledger(Database database, long documents) {
        this.database = database;
        this.documents = documents;
    }

    void fill() {
        run("INSERT INTO environment (name, created_at) VALUES ('Bench', now())");
        run("""
                INSERT INTO organisation (public_id, environment_id, company_id, name, created_at)
                SELECT gen_random_uuid(), 1, 'XCNL' || (20000 + n), 'Organisation ' || n, now() FROM generate_series(1, %d) n""".formatted(QUEUES));
        run("""
                INSERT INTO connection (organisation_id, connection_id, software_package_id, name, state, generation, acknowledgement,
                                        lease_seconds, created_at)
                SELECT organisation_id, gen_random_uuid(), 'yuki', 'Yuki', 'active', 1, 'onDownload', 900, now() FROM organisation""");
        run("""
                INSERT INTO key_generation (organisation_id, connection_id, generation, app_key, secret_hash, pepper_id, created_at)
                SELECT organisation_id, connection_id, 1, 'bench-' || organisation_id, '\\x00', 'bench', now() FROM connection""");
        run("""
                INSERT INTO connection_organisation (organisation_id, connection_id, software, exclusive, sales_invoices, active)
                SELECT organisation_id, connection_id, 'yuki', false, true, true FROM connection""");
        run("""
                INSERT INTO delivery_queue (organisation_id, connection_id, direction, open, epoch, next_position, epoch_started_at,
                                            newest_offer_at, key_generation)
                SELECT organisation_id, connection_id, 1, true, 1, %d, now(), now(), 1 FROM connection ORDER BY organisation_id""".formatted(perQueue() + 1));
        run("""
                INSERT INTO queue_epoch (organisation_id, queue_id, epoch, connection_id, why, first_position, floor_position,
                                         offered_count, started_at)
                SELECT organisation_id, queue_id, 1, connection_id, 'connected', 1, 1, 0, now() FROM delivery_queue""");
        documents();
        run("""
                INSERT INTO retrieval (organisation_id, queue_id, document_id, position, entered_epoch, epoch, generation, offered_at,
                                       retrieved_at)
                SELECT q.organisation_id, q.queue_id, %s, p, 1, 1, 1, now() - interval '1 hour', now() - interval '1 hour'
                FROM delivery_queue q, generate_series(1, %d) p""".formatted(id("q.organisation_id"), perQueue() - YOUNG));
        database.execute("VACUUM ANALYZE");
        database.execute("CHECKPOINT");
    }

    private long perQueue() {
        return documents / QUEUES;
    }

    /** Ids in the order of time, as version 7 has them. */
    private static String id(String organisation) {
        return "('01900000-' || lpad(to_hex(p / 65536), 4, '0') || '-7' || lpad(to_hex(p % 4096), 3, '0') || '-8000-'"
                + " || lpad(to_hex(" + organisation + "), 4, '0') || lpad(to_hex(p), 8, '0'))::uuid";
    }

    /** Without its indexes first, since what is measured is not how it came there. */
    private void documents() {
        run("DROP INDEX document_by_time, document_one_original");
        run("""
                INSERT INTO document (organisation_id, document_id, direction, kind, customization_id, profile_id, supplier,
                    supplier_name, customer, customer_name, number, issue_date, payable_amount, currency, entered_via, received_at,
                    expires_at, size, sha256)
                SELECT organisation_id, %s, 1, 'invoice', 'urn:cen.eu:en16931:2017', 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
                       '0106:12345678', 'De Molen', '0106:' || (10000000 + organisation_id), 'Het Krentenbrood', 'F-' || p,
                       date '2026-01-01', 121, 'EUR', 'intake', now() - make_interval(secs => %d - p), now() + interval '7 years',
                       4096, '\\x00'
                FROM generate_series(1, %d) p, organisation""".formatted(id("organisation_id"), perQueue(), perQueue()));
        run("CREATE INDEX document_by_time ON document (direction, organisation_id, received_at, document_id)");
    }

    /** Puts the last documents of each queue into it, as if nobody had retrieved them. */
    void pending(long perQueue) {
        run("TRUNCATE pending");
        run("""
                INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, offered_at)
                SELECT q.organisation_id, q.queue_id, p, %s, 1, now() FROM delivery_queue q, generate_series(%d, %d) p""".formatted(id("q.organisation_id"), perQueue() - perQueue + 1, perQueue()));
        database.execute("VACUUM ANALYZE pending");
    }

    /** All connections are revoked and reconnected: their queues are due. */
    void makeDue() {
        run("UPDATE delivery_queue SET open = false, due_since = now(), due_why = 'reconnected'");
        database.execute("VACUUM ANALYZE delivery_queue");
    }

    /**
     * The same documents as one row for each offer, retrieved ones included, with the index by which a package finds what is offered to it:
     * by connection alone, or also by position, so that one that remembers the newest it saw sees what is offered again.
     */
    void rowPerOffer(long perQueue, boolean positions) {
        run("DROP TABLE IF EXISTS offer_row, offer_record");
        run("""
                CREATE TABLE offer_row (organisation_id int NOT NULL, connection_id int NOT NULL, document_id uuid NOT NULL,
                    position bigint NOT NULL, offered_at timestamptz NOT NULL, reoffers int NOT NULL, retrieved_at timestamptz,
                    PRIMARY KEY (organisation_id, connection_id, document_id)) WITH (fillfactor = 90)""");
        run("""
                INSERT INTO offer_row SELECT o, o, %s, p, now(), 0, CASE WHEN p <= %d THEN now() END
                FROM generate_series(1, %d) o, generate_series(1, %d) p""".formatted(id("o"), perQueue() - perQueue, QUEUES, perQueue()));
        run("CREATE INDEX offer_row_open ON offer_row (organisation_id, connection_id%s) WHERE retrieved_at IS NULL"
                .formatted(positions ? ", position" : ""));
        run("""
                CREATE TABLE offer_record (organisation_id int NOT NULL, connection_id int NOT NULL, document_id uuid NOT NULL,
                    position bigint NOT NULL, key_generation int NOT NULL, offered_at timestamptz NOT NULL,
                    PRIMARY KEY (organisation_id, connection_id, document_id, position))""");
        database.execute("VACUUM ANALYZE offer_row");
        database.execute("CHECKPOINT");
    }

    /** The cheapest statement that can be thought of: packages that remember the newest they saw do not see it. */
    static final String REOFFER_ROWS = """
            UPDATE offer_row SET offered_at = now(), reoffers = reoffers + 1 WHERE retrieved_at IS NULL""";

    /**
     * Each gets a new position behind all others, in the order in which they were, and overwrites what was known of its offer before: with
     * which keys and when a document was offered cannot be told afterwards.
     */
    String reofferRowsOverwritten() {
        return "UPDATE offer_row SET position = position + " + perQueue()
                + ", offered_at = now(), reoffers = reoffers + 1 WHERE retrieved_at IS NULL";
    }

    /**
     * The same effect as an epoch's: that, and each offer is on record, with its time and the keys it was for, where a document's way is
     * looked up. What is there of the offers before the first of these is left out, which makes it cheaper.
     */
    String reofferRowsOnRecord() {
        return """
                WITH again AS (
                    UPDATE offer_row SET position = position + %d, offered_at = now() WHERE retrieved_at IS NULL
                    RETURNING organisation_id, connection_id, document_id, position, offered_at)
                INSERT INTO offer_record (organisation_id, connection_id, document_id, position, key_generation, offered_at)
                SELECT organisation_id, connection_id, document_id, position, 1, offered_at FROM again""".formatted(perQueue());
    }

    private void run(String sql) {
        database.execute(sql);
    }
}
