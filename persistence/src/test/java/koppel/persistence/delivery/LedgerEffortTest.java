package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import koppel.connection.ServedOrganisations;
import koppel.delivery.DueQueues;
import koppel.delivery.ExpiringDocuments;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.QueueId;
import koppel.delivery.Reoffering;
import koppel.delivery.Share;
import koppel.document.DocumentId;
import koppel.document.InvoiceHead;
import koppel.document.Outgoing;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the ledger's statements look at where a hundred thousand documents wait, in rows as the server counts them, which does not depend on
 * how busy the machine is.
 */
class LedgerEffortTest {

    private static final int MANY = 100_000;

    /** Making a plan looks at the ends of indexes too, which counts. */
    private static final long FEW = 10;

    private static final Company COMPANY = Company.create();
    private static final AccountingPackage YUKI = COMPANY.connect("yuki");
    private static final AccountingPackage EXPLICIT = COMPANY.connectExplicit("basecone");

    private final Installation koppel = Installation.get();
    private final Database database = Database.get();

    @BeforeAll
    static void manyWait() {
        ManyDocuments.fill(COMPANY, YUKI, MANY);
        ManyDocuments.ofOthers();
        Database.get().execute("""
                INSERT INTO party_id (party_id, organisation_id, position, active, created_at)
                SELECT '0106:' || (20000000 + organisation_id), organisation_id, 0, true, now() FROM organisation WHERE company_id LIKE 'EFFORT%'""");
        for (String table : List.of("document", "pending", "delivery_queue", "organisation", "party_id")) {
            Database.get().execute("VACUUM ANALYZE " + table);
        }
    }

    private Map<String, Long> rowsRead(Runnable deed) {
        return RowsRead.by(koppel, deed);
    }

    @Test
    void anEmptyPollReadsTheQueuesRowAndNothingElse() {
        OfferCursor end = new OfferCursor(epochOf(YUKI), 10 * MANY);

        assertThat(rowsRead(() -> YUKI.list(end, 100))).isEqualTo(Map.of("delivery_queue", 1L));
        assertThat(rowsRead(() -> EXPLICIT.list(null, 100))).isEqualTo(Map.of("delivery_queue", 1L));
    }

    @Test
    void aPageReadsAsManyDocumentsAsItShowsAndOneMore() {
        // past what other tests retrieved
        YUKI.list(null, 1);

        assertThat(rowsRead(() -> YUKI.list(null, 100)))
                .isEqualTo(Map.of(
                        "delivery_queue",
                        1L,
                        "pending",
                        101L,
                        "entries of pending_listed",
                        101L,
                        "document",
                        101L,
                        "entries of document_pkey",
                        101L));
    }

    @Test
    void aPageFromACursorInTheMiddleCostsTheSame() {
        OfferCursor middle = new OfferCursor(epochOf(YUKI), MANY / 2);

        assertThat(rowsRead(() -> YUKI.list(middle, 100)))
                .containsEntry("pending", 101L)
                .containsEntry("document", 101L);
    }

    @Test
    void retrievingOneAmongManyReadsThatOne() {
        DocumentId one = somewhere();

        Map<String, Long> read = rowsRead(() -> YUKI.acknowledge(one));

        assertThat(read.get("pending")).isLessThan(FEW);
        assertThat(read).doesNotContainKeys("document", "all of document", "all of pending", "all of delivery_queue");
    }

    @Test
    void retrievingAPageReadsThatPage() {
        List<DocumentId> page = YUKI.list(new OfferCursor(epochOf(YUKI), MANY / 2), 100).items().stream()
                .map(Offer::document)
                .toList();

        Map<String, Long> read = rowsRead(() -> YUKI.acknowledge(page));

        assertThat(read.get("pending")).isBetween(100L, 100 + FEW);
        assertThat(read).doesNotContainKeys("document", "all of document", "all of pending", "all of delivery_queue");
    }

    @Test
    void leasingReleasingAndWithdrawingReadThatOne() {
        DocumentId one = somewhere();
        Offers offers = koppel.use(Offers.class);
        OrganisationId organisation = COMPANY.organisation().id();

        assertThat(rowsRead(() -> assertThat(offers.lease(
                                YUKI.holder(),
                                organisation,
                                Direction.PURCHASE,
                                one,
                                koppel.clock().now()))
                        .isTrue()))
                .doesNotContainKey("all of pending")
                .hasEntrySatisfying("pending", rows -> assertThat(rows).isLessThan(FEW));
        assertThat(rowsRead(() -> YUKI.release(one)))
                .doesNotContainKey("all of pending")
                .hasEntrySatisfying("pending", rows -> assertThat(rows).isLessThan(FEW));
        assertThat(rowsRead(() -> YUKI.withdraw(one)))
                .doesNotContainKey("all of pending")
                .hasEntrySatisfying("pending", rows -> assertThat(rows).isLessThan(FEW));
    }

    @Test
    void takingALeaseAnewByIdReadsThatOne() {
        DocumentId one = somewhere();
        Offers offers = koppel.use(Offers.class);
        Supplier<Boolean> lease = () -> offers.lease(
                YUKI.holder(),
                COMPANY.organisation().id(),
                Direction.PURCHASE,
                one,
                koppel.clock().now());
        koppel.in(lease::get);
        koppel.clock().advance(YUKI.holder().lease());

        assertThat(rowsRead(() -> assertThat(lease.get()).isTrue()))
                .doesNotContainKey("all of pending")
                .hasEntrySatisfying("pending", rows -> assertThat(rows).isLessThan(2 * FEW));
        YUKI.acknowledge(one);
    }

    private static DocumentId somewhere() {
        OfferCursor middle = new OfferCursor(epochOf(YUKI), MANY / 3);
        return YUKI.list(middle, 1).items().stream()
                .map(Offer::document)
                .findFirst()
                .orElseThrow();
    }

    private static int epochOf(AccountingPackage software) {
        return (int) Database.get()
                .number(
                        "SELECT epoch FROM delivery_queue WHERE connection_id = ? AND direction = 1",
                        software.connection().value());
    }

    @Test
    void receivingReadsTheOrganisationsQueues() {
        assertThat(rowsRead(COMPANY::receive))
                .doesNotContainKeys("all of pending", "all of document", "all of delivery_queue");
    }

    @Test
    void sendingReadsNoOtherDocumentsOfBothParties() {
        Company mill = Company.create();
        AccountingPackage radar = mill.connect("radar");
        ManyDocuments.fill(mill, radar, 1000);
        InvoiceHead invoice =
                Company.invoice(mill.partyId(), COMPANY.anInvoice().number(), COMPANY.partyId());
        Outgoing outgoing = radar.outgoing(COMPANY, invoice, Company.FINE, Bytes.of("<Invoice/>"), null);

        Map<String, Long> directly =
                rowsRead(() -> assertThat(radar.sendDirectly(outgoing)).isPresent());
        Map<String, Long> received = rowsRead(COMPANY::receive);

        assertThat(List.of(directly, received)).allSatisfy(read -> {
            assertThat(read.getOrDefault("entries of document_pkey", 0L)).isLessThan(FEW);
            assertThat(read.getOrDefault("entries of document_by_time", 0L)).isLessThan(FEW);
            assertThat(read).doesNotContainKeys("all of organisation", "all of party_id", "all of document");
        });
    }

    @Test
    void findingDueQueuesReadsThoseThatAreDue() {
        Company other = Company.create();
        other.receive();
        other.connect("yuki");

        Map<String, Long> read = rowsRead(() -> assertThat(koppel.use(DueQueues.class)
                        .due(Optional.empty(), 100, Share.ALL, koppel.clock().now()))
                .isNotEmpty());

        assertThat(read).doesNotContainKey("all of delivery_queue");
        assertThat(read.getOrDefault("delivery_queue", 0L)).isLessThan(100);
        other.startDue();
    }

    @Test
    void lookingForWhatHasExpiredReadsNothingOfWhatWaits() {
        Optional<QueueId> amongOthers = Optional.of(queueOf(YUKI));

        Map<String, Long> read =
                rowsRead(() -> koppel.use(ExpiringDocuments.class).holding(amongOthers));

        assertThat(read).doesNotContainKeys("all of pending", "all of document");
        assertThat(read.getOrDefault("pending", 0L)).isLessThan(FEW);
        assertThat(read.getOrDefault("entries of pending_one_open_offer", 0L)).isLessThan(FEW);
    }

    @Test
    void whatHasExpiredIsTakenOutOfAQueueWithoutALookAtTheRestOfIt() {
        List<QueueId> queue = List.of(queueOf(YUKI));
        DocumentId expired = COMPANY.expire(somewhere());

        Map<String, Long> read = rowsRead(() -> koppel.use(PostgresExpiries.class)
                .leave(QueueArrays.of(queue), koppel.clock().now()));

        assertThat(read).doesNotContainKeys("all of pending", "all of document");
        assertThat(read.get("pending")).isLessThan(FEW);
        assertThat(read.get("entries of pending_one_open_offer")).isLessThan(FEW);
        assertThat(Database.get().number("SELECT count(*) FROM pending WHERE document_id = ?", expired.value()))
                .isZero();
    }

    private QueueId queueOf(AccountingPackage software) {
        return new QueueId(COMPANY.organisation().id(), (int) database.number(
                "SELECT queue_id FROM delivery_queue WHERE connection_id = ? AND direction = 1",
                software.connection().value()));
    }

    @Test
    void theOrganisationOfARequestIsFoundByItsKey() {
        assertThat(rowsRead(() -> koppel.use(ServedOrganisations.class)
                        .named(YUKI.connection(), COMPANY.partyId().toString())))
                .isEqualTo(Map.of("organisation", 1L));
    }

    @Test
    void aReofferOfChosenDocumentsReadsTheChosen() {
        List<DocumentId> chosen =
                YUKI.list(null, 10).items().stream().map(Offer::document).toList();

        Map<String, Long> read = rowsRead(() -> COMPANY.reoffer(new Reoffering.Request(
                Optional.of(YUKI.connection()), Optional.empty(), chosen, Optional.empty(), Optional.empty(), false)));

        assertThat(read).doesNotContainKeys("all of pending", "all of document", "all of delivery_queue");
        assertThat(read.get("pending")).isLessThan(100);
    }

    @Test
    void whatWasRetrievedIsNotWalkedOverByEveryPollWhileAnOldSnapshotKeepsIt() throws SQLException {
        Company company = Company.create();
        AccountingPackage software = company.connect("yuki");
        ManyDocuments.fill(company, software, 3000);
        try (Connection old = database.dataSource().getConnection()) {
            old.setAutoCommit(false);
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            old.createStatement().executeQuery("SELECT count(*) FROM pending").close();
            for (List<Offer> offers = software.offers(); !offers.isEmpty(); offers = software.offers()) {
                software.acknowledge(offers.stream().map(Offer::document).toList());
            }

            assertThat(rowsRead(software::listed)).isEqualTo(Map.of("delivery_queue", 1L));
        }
    }
}
