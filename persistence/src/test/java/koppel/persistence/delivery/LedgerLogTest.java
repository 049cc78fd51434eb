package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import koppel.delivery.Offer;
import koppel.delivery.QueueId;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What the ledger's statements write, in bytes of write-ahead log, which do not depend on how busy the machine is. */
class LedgerLogTest {

    private final Database database = Database.get();

    @Test
    void anEpochCostsTheSameLogForFewAndForManyDocuments() {
        long few = logOfAnEpoch(10);
        long many = logOfAnEpoch(20_000);

        assertThat(many).isCloseTo(few, Offset.offset(100L));
        assertThat(many).isLessThan(1024);
    }

    private long logOfAnEpoch(int documents) {
        Company company = Company.create();
        AccountingPackage software = company.connect("yuki");
        ManyDocuments.fill(company, software, documents);
        return leastLog(() -> {
            company.revoke(software.connection());
            company.reconnect(software.connection());
            List<QueueId> due = company.due();
            return () -> assertThat(company.start(due)).hasSize(1);
        });
    }

    @Test
    void aRetrievedDocumentCostsAtMost320BytesOfLog() {
        Company company = Company.create();
        AccountingPackage software = company.connect("yuki");
        ManyDocuments.fill(company, software, 20_000);
        long log = leastLog(() -> {
            List<DocumentId> page = software.list(null, 100).items().stream()
                    .map(Offer::document)
                    .toList();
            return () -> software.acknowledge(page);
        });

        assertThat(log / 100).isLessThanOrEqualTo(320);
    }

    /** The least of some attempts: now and then an index page is full, or the server writes something of its own. */
    private long leastLog(Supplier<Runnable> prepare) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            Runnable deed = prepare.get();
            long before = position();
            deed.run();
            least = Math.min(least, position() - before);
        }
        return least;
    }

    private long position() {
        return database.number("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }
}
