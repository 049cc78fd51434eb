package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.delivery.Reoffering;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import org.junit.jupiter.api.Test;

/** What starting an epoch looks at. */
class EpochEffortTest {

    private static final int MANY = 100_000;

    private final Installation koppel = Installation.get();

    @Test
    void whatOthersAreAtWorkOnIsNotLookedAtHoweverOldTheStatisticsAre() {
        Company company = Company.create();
        AccountingPackage software = company.connectExplicit("basecone");
        List<DocumentId> documents = company.receive(3);
        Company other = Company.create();
        AccountingPackage busy = other.connectExplicit("basecone");
        ManyDocuments.fill(other, busy, MANY);
        Database.get().execute("VACUUM ANALYZE pending");
        Database.get().execute("""
                        UPDATE pending SET lease_epoch = 1, lease_until = now() + interval '1 hour'
                        WHERE organisation_id = ?""", other.organisation().id().number());
        software.download(documents.get(0));
        company.askReoffer(new Reoffering.Request(
                Optional.of(software.connection()),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false));

        Map<String, Long> read =
                RowsRead.by(koppel, () -> assertThat(company.startDue()).hasSize(1));

        assertThat(read.get("entries of pending_leased")).isBetween(1L, 20L);
        assertThat(read.getOrDefault("all of pending", 0L)).isZero();
        assertThat(software.listed()).containsExactly(documents.get(1), documents.get(2));
    }
}
