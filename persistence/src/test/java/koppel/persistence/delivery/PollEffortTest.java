package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import koppel.connection.RecentHolder;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.RetrievingDirectly;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a poll looks at where thousands of documents lie in its queue that it does not list, in rows and index entries as the server counts them. */
class PollEffortTest {

    private static final int MANY = 3000;

    /** Of index entries that are dead some stay on the page that is looked at; how many depends on what else lies there. */
    private static final long FEW = 60;

    private static final String PARKED = "9999-12-31 00:00:00+00";

    private final Installation koppel = Installation.get();
    private final Database database = Database.get();
    private final Company company = Company.create();
    private final AccountingPackage software = company.connectExplicit("basecone");

    @BeforeEach
    void manyLieThere() {
        ManyDocuments.ofOthers();
        ManyDocuments.fill(company, software, MANY);
        for (String table : List.of("document", "pending", "delivery_queue", "organisation")) {
            database.execute("VACUUM ANALYZE " + table);
        }
    }

    /** Leases documents of the queue, from one position to another. */
    private void lease(int from, int to, String until) {
        database.execute("""
                UPDATE pending SET lease_epoch = 1, lease_until = ?::timestamptz
                WHERE organisation_id = ? AND position BETWEEN ? AND ?""", until, company.organisation().id().number(), from, to);
        if (!until.equals(PARKED)) {
            database.execute("""
                    UPDATE delivery_queue SET next_lapse_at = least(next_lapse_at, ?::timestamptz)
                    WHERE organisation_id = ? AND direction = 1""", until, company.organisation().id().number());
        }
    }

    private String in(Duration time) {
        return OffsetDateTime.ofInstant(koppel.clock().now().plus(time), ZoneOffset.UTC)
                .toString();
    }

    private static OfferCursor at(long position) {
        return new OfferCursor(1, position);
    }

    private Map<String, Long> read(OfferCursor after) {
        return RowsRead.by(koppel, () -> software.list(after, 100));
    }

    /** After somebody has polled already, whichever way a call goes. */
    private void assertThatPollsRead(OfferCursor after, int documents) {
        software.list(after, 100);
        software.list(after, 100);
        assertThat(List.of(read(after), read(after))).allSatisfy(read -> assertThat(
                        read.values().stream().mapToLong(Long::longValue).sum())
                .as("rows and entries read: %s", read)
                .isBetween(1L, 1 + 4L * documents + FEW));
        assertThat(koppel.use(RetrievingDirectly.class)
                        .list(
                                new RecentHolder(software.holder()),
                                company.partyId().toString(),
                                Direction.PURCHASE,
                                after == null ? null : after.text(),
                                100))
                .as("one statement answers")
                .isPresent();
    }

    @Test
    void leasedOnes() {
        lease(1, MANY, in(Duration.ofHours(1)));

        assertThatPollsRead(null, 0);
        assertThatPollsRead(at(10), 0);
    }

    @Test
    void leasedOnesBeforeAnOfferedOne() {
        lease(1, MANY - 1, in(Duration.ofHours(1)));

        assertThatPollsRead(null, 1);
        assertThatPollsRead(at(10), 1);
        assertThatPollsRead(at(MANY), 0);
    }

    @Test
    void leasedOnesBehindAnOfferedOne() {
        lease(2, MANY, in(Duration.ofHours(1)));

        assertThatPollsRead(null, 1);
        assertThatPollsRead(at(1), 0);
    }

    @Test
    void parkedOnesBeforeAndBehindAnOfferedOne() {
        lease(1, 1000, PARKED);
        lease(1002, MANY, PARKED);

        assertThatPollsRead(null, 1);
        assertThatPollsRead(at(1), 1);
        assertThatPollsRead(at(1001), 0);
    }

    @Test
    void leasedOnesAmongTheOfferedOnes() {
        database.execute(
                """
                UPDATE pending SET lease_epoch = 1, lease_until = ?::timestamptz
                WHERE organisation_id = ? AND position % 20 <> 0""", in(Duration.ofHours(1)), company.organisation().id().number());

        assertThatPollsRead(null, 101);
    }

    @Test
    void onesThatTheNextEpochOffersAlthoughTheyWereLeased() {
        lease(1, MANY, in(Duration.ofHours(1)));
        company.revoke(software.connection());
        AccountingPackage again = company.reconnect(software.connection());
        company.startDue();

        assertThat(again.listed()).hasSize(1000);
        assertThat(RowsRead.by(koppel, () -> again.list(null, 100)))
                .containsEntry("pending", 101L)
                .containsEntry("document", 101L);
    }

    @Test
    void onesThatWaitForAReofferOnRequest() {
        company.revoke(software.connection());
        AccountingPackage again = company.reconnect(software.connection(), false);

        assertThat(again.listed()).isEmpty();
        assertThat(RowsRead.by(koppel, again::listed)).isEqualTo(Map.of("delivery_queue", 1L));
    }

    @Test
    void onesBeforeTheStartDate() {
        LocalDate tomorrow = LocalDate.ofInstant(koppel.clock().now(), ZoneId.of("Europe/Amsterdam"))
                .plusDays(1);
        StartDate.of(company, software, tomorrow, false);

        assertThatPollsRead(null, 0);
    }

    /** The queue's row knows of a lease that ended by itself or in time; only one of them is looked for where start dates are. */
    @Test
    void onesBehindAStartDateWhenTheLeaseOfAnotherWasAcknowledgedInTime() {
        StartDate.of(company, software, LocalDate.of(2000, 1, 1), false);
        lease(1, 1, in(Duration.ofMinutes(1)));
        software.acknowledge(List.of(DocumentId.parse(database.texts(
                        "SELECT document_id FROM pending WHERE organisation_id = ? AND position = 1",
                        company.organisation().id().number())
                .get(0))));
        koppel.clock().advance(Duration.ofMinutes(2));

        assertThat(read(at(MANY)).values().stream().mapToLong(Long::longValue).sum())
                .as("the poll that finds that none ran out")
                .isLessThan(FEW);
        assertThatPollsRead(at(MANY), 0);
    }

    @Test
    void retrievedOnesBehindALeasedOneWhileAnOldSnapshotKeepsThem() throws SQLException {
        lease(1, 1, in(Duration.ofHours(1)));
        try (Connection old = oldSnapshot()) {
            retrieveAll();

            assertThatPollsRead(null, 0);
            assertThat(old.isClosed()).isFalse();
        }
    }

    @Test
    void leasesThatEndedWhileAnOldSnapshotKeepsThem() throws SQLException {
        lease(1, MANY, in(Duration.ofMinutes(1)));
        try (Connection old = oldSnapshot()) {
            List<DocumentId> all = database
                    .texts(
                            "SELECT document_id FROM pending WHERE organisation_id = ?",
                            company.organisation().id().number())
                    .stream()
                    .map(DocumentId::parse)
                    .toList();
            for (int i = 0; i < all.size(); i += 1000) {
                software.acknowledge(all.subList(i, Math.min(all.size(), i + 1000)));
            }
            koppel.clock().advance(Duration.ofMinutes(2));

            assertThatPollsRead(null, 0);
            assertThat(old.isClosed()).isFalse();
        }
    }

    private Connection oldSnapshot() throws SQLException {
        Connection old = database.dataSource().getConnection();
        old.setAutoCommit(false);
        old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        old.createStatement().executeQuery("SELECT count(*) FROM pending").close();
        return old;
    }

    private void retrieveAll() {
        for (List<Offer> offers = software.offers(); !offers.isEmpty(); offers = software.offers()) {
            software.acknowledge(offers.stream().map(Offer::document).toList());
        }
    }
}
