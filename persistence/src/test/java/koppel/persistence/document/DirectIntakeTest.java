package koppel.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import koppel.document.DocumentId;
import koppel.document.Finding;
import koppel.document.InvoiceHead;
import koppel.document.Verdict;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Sql;
import koppel.persistence.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent in one round trip is stored as the long way stores it, or not at all; whichever ways come at once. */
class DirectIntakeTest extends DirectIntakeCase {
    /** All that hangs on a sent document, on both sides, with everything told apart that may differ between two of them. */
    private static List<String> stored(DocumentId sent) {
        String both = """
                SELECT p.* FROM document s
                JOIN document c ON c.sender_organisation_id = s.organisation_id AND c.sender_document_id = s.document_id
                JOIN document p ON p.organisation_id IN (s.organisation_id, c.organisation_id)
                    AND p.document_id IN (s.document_id, c.document_id)
                WHERE s.document_id = ?""";
        List<String> rows = new ArrayList<>();
        for (String part : List.of(
                "SELECT (to_jsonb(d) - 'document_id' - 'sender_document_id' - 'number' - 'received_at' - 'expires_at' - 'idempotency_key')::text"
                        + " || (d.expires_at - d.received_at)::text || (d.idempotency_key IS NULL)::text FROM both_sides d",
                "SELECT (to_jsonb(c) - 'document_id')::text FROM both_sides d JOIN document_content c USING (organisation_id, document_id)",
                "SELECT (to_jsonb(f) - 'document_id')::text FROM both_sides d JOIN document_finding f USING (organisation_id, document_id)",
                "SELECT (to_jsonb(p) - 'document_id' - 'position' - 'offered_at')::text || (p.offered_at >= d.received_at)::text"
                        + " FROM both_sides d JOIN pending p USING (organisation_id, document_id)")) {
            rows.addAll(
                    Database.get().texts("WITH both_sides AS (" + both + ") " + part + " ORDER BY 1", sent.value()));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whatIsStoredIsWhatTheLongWayStores(int findings) {
        List<Finding> doubts = List.of(
                new Finding("PEPPOL-EN16931-R120", Finding.Severity.WARNING, "/Invoice", "Doubtful."),
                new Finding("BR-CL-01", Finding.Severity.WARNING, "/Invoice/cbc:ID", "Also doubtful."));
        Verdict verdict = new Verdict("rules for tests", doubts.subList(0, findings));
        mill.connect("yuki");
        bakery.connect("basecone");

        DocumentId direct = radar.sendDirectly(radar.outgoing(bakery, invoice(), verdict, CONTENT, "message 1"))
                .orElseThrow();
        DocumentId longWay = radar.sendTheLongWay(radar.outgoing(bakery, invoice(), verdict, CONTENT, "message 2"));

        assertThat(stored(direct)).hasSize(2 + 2 + 2 * findings + 3).isEqualTo(stored(longWay));
    }

    @Test
    void emptyContentIsLeftToTheLongWay() {
        assertThat(directly(invoice(), Bytes.of(""), null)).isEmpty();
        assertThat(documentsOf(mill) + documentsOf(bakery)).isZero();
    }

    @Test
    void largeContentIsLeftToTheLongWay() {
        assertThat(directly(invoice(), Bytes.random(256 * 1024 + 1, 1), null)).isEmpty();
        assertThat(documentsOf(mill) + documentsOf(bakery)).isZero();

        assertThat(directly(invoice(), Bytes.random(256 * 1024, 1), null)).isPresent();
    }

    @Test
    void anInvoiceThatTheReceiverHasStoresNothing() {
        InvoiceHead invoice = invoice();
        theLongWay(invoice, null);

        assertThat(directly(invoice, CONTENT, null)).isEmpty();
        assertThat(documentsOf(mill)).isEqualTo(1);
        assertThat(documentsOf(bakery)).isEqualTo(1);
        assertThat(yuki.listed()).hasSize(1);
    }

    @Test
    void aMessageThatWasSentBeforeStoresNothing() {
        theLongWay(invoice(), "message 1");

        assertThat(directly(invoice(), CONTENT, "message 1")).isEmpty();
        assertThat(documentsOf(mill)).isEqualTo(1);
        assertThat(documentsOf(bakery)).isEqualTo(1);
        assertThat(yuki.listed()).hasSize(1);
    }

    @Test
    void whatLiesBeforeAStartDateIsKeptAside() {
        AccountingPackage later = bakery.connect("basecone");
        Database.get()
                .execute(
                        "UPDATE connection_organisation SET start_date = '2999-01-01' WHERE connection_id = ?",
                        later.connection().value());

        assertThat(directly(invoice(), CONTENT, null)).isPresent();

        assertThat(yuki.listed()).hasSize(1);
        assertThat(later.listed()).isEmpty();
        assertThat(number(
                        "SELECT count(*) FROM held_back WHERE organisation_id = ?",
                        bakery.organisation().id().number()))
                .isEqualTo(1);
    }

    @Test
    void ofTheSameInvoiceManyTimesAtOnceOneIsOfferedAndTheOthersAreItsDuplicates() {
        InvoiceHead invoice = invoice();

        List<Threads.Outcome<DocumentId>> outcomes =
                Threads.atOnce(MANY, i -> radar.send(radar.outgoing(bakery, invoice, Company.FINE, CONTENT, null)));

        assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        assertThat(documentsOf(mill)).isEqualTo(MANY);
        assertThat(documentsOf(bakery)).isEqualTo(MANY);
        assertThat(yuki.listed()).hasSize(1);
        assertThat(number(
                        "SELECT count(*) FROM document WHERE organisation_id = ? AND duplicate_of = ?",
                        bakery.organisation().id().number(),
                        yuki.listed().get(0).value()))
                .isEqualTo(MANY - 1);
    }

    @Test
    void ofTheSameMessageManyTimesAtOnceOneIsStoredAndTheOthersAreToldItsId() {
        InvoiceHead same = invoice();

        List<Threads.Outcome<DocumentId>> outcomes = Threads.atOnce(
                MANY,
                i -> radar.send(
                        radar.outgoing(bakery, i % 4 < 2 ? same : invoice(), Company.FINE, CONTENT, "message 1")));

        assertThat(outcomes).filteredOn(Threads.Outcome::succeeded).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded()).allSatisfy(outcome -> assertThat(
                        outcome.failure().getClass().getSimpleName())
                .isEqualTo("SentBefore"));
        assertThat(documentsOf(mill)).isEqualTo(1);
        assertThat(documentsOf(bakery)).isEqualTo(1);
        assertThat(yuki.listed()).hasSize(1);
    }

    @Test
    void whatTwoCompaniesSendToEachOtherAtOnceGetsPositionsInARowAndNothingIsMissed() {
        AccountingPackage back = bakery.connect("radar");
        AccountingPackage ofMill = mill.connect("basecone");
        List<Callable<DocumentId>> sends = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sends.add(() -> radar.send(bakery, null));
            sends.add(() -> back.send(mill, null));
        }

        for (int round = 0; round < 5; round++) {
            assertThat(Threads.atOnce(sends)).allMatch(Threads.Outcome::succeeded);
        }

        for (AccountingPackage receiver : List.of(yuki, ofMill)) {
            assertThat(receiver.listed()).hasSize(5 * MANY).doesNotHaveDuplicates();
        }
        assertThatEachDocumentHasItsPlaces(mill, bakery);
    }

    @Test
    void whatOneCompanySendsToManyAtOnceLiesInEachOfTheirQueuesAndInItsOwn() {
        AccountingPackage books = mill.connect("yuki");
        List<Company> receivers = new ArrayList<>(List.of(bakery));
        while (receivers.size() < MANY) {
            receivers.add(Company.create());
        }
        manyQueues();

        for (int round = 0; round < 5; round++) {
            assertThat(Threads.atOnce(2 * MANY, i -> radar.send(receivers.get(i % MANY), null)))
                    .allMatch(Threads.Outcome::succeeded);
        }

        assertThat(books.sales().listed()).hasSize(5 * 2 * MANY).doesNotHaveDuplicates();
        receivers.add(mill);
        assertThatEachDocumentHasItsPlaces(receivers.toArray(Company[]::new));
    }

    /** Where there are many, each is found by its index; then a row that others have just changed is looked at again, entry by entry. */
    private static void manyQueues() {
        Database.get().execute("""
                WITH added AS (
                    INSERT INTO organisation (public_id, environment_id, company_id, name, created_at)
                    SELECT gen_random_uuid(), (SELECT min(environment_id) FROM environment), 'NL' || nextval('company_number'), 'One of many', now()
                    FROM generate_series(1, 3000) RETURNING organisation_id)
                INSERT INTO delivery_queue (organisation_id, direction) SELECT organisation_id, d FROM added, generate_series(1, 2) d""");
        Database.get().execute("ANALYZE delivery_queue");
    }

    /** In every queue of its direction but that of the connection that sent it, at a position of its own, and none is left out. */
    private static void assertThatEachDocumentHasItsPlaces(Company... companies) {
        for (Company company : companies) {
            int organisation = company.organisation().id().number();
            assertThat(number("""
                            SELECT count(*) FROM document d JOIN delivery_queue q USING (organisation_id, direction)
                            LEFT JOIN pending p USING (organisation_id, queue_id, document_id)
                            WHERE organisation_id = ? AND d.duplicate_of IS NULL AND p.document_id IS NULL
                              AND (d.sent_by IS NULL OR q.connection_id IS DISTINCT FROM d.sent_by)""", organisation)).isZero();
            assertThat(number("""
                            SELECT count(*) FROM (
                                SELECT q.next_position - 1 AS given, count(p.position) AS lie, max(p.position) AS last
                                FROM delivery_queue q LEFT JOIN pending p USING (organisation_id, queue_id)
                                WHERE q.organisation_id = ? GROUP BY q.organisation_id, q.queue_id, q.next_position) queues
                            WHERE given <> lie OR coalesce(last, 0) <> given""", organisation)).isZero();
        }
    }

    @Test
    void severalStatementsTogetherAreDoneAllOrNotAtAll() {
        Sql sql = Installation.get().use(Sql.class);
        String party = mill.partyId().toString();
        String both = """
                WITH changed AS (UPDATE party_id SET active = false WHERE party_id = ? RETURNING party_id) SELECT count(*) FROM changed;
                UPDATE party_id SET position = 1 / ? WHERE party_id = ?""";

        // more often than it takes the driver to prepare them on the server
        for (int i = 0; i < 12; i++) {
            assertThatExceptionOfType(PersistenceException.class).isThrownBy(() -> sql.together(both, party, 0, party));
            assertThat(number("SELECT count(*) FROM party_id WHERE party_id = ? AND active", party))
                    .isEqualTo(1);
        }
        assertThat(sql.together(both, party, 1, party)).isEqualTo(1);
    }
}
