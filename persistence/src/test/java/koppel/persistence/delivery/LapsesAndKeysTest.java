package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import koppel.connection.RenewingKeys;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.persistence.Waiting;
import org.junit.jupiter.api.Test;

/** Keys that end while a poll of theirs is about to let leases lapse. */
class LapsesAndKeysTest {

    private static final Duration LEASE = Duration.ofSeconds(900);

    private final Installation koppel = Installation.get();
    private final Company company = Company.create();
    private final AccountingPackage yuki = company.connectExplicit("yuki");

    @Test
    void aListingThatLetsALeaseLapseWhileTheConnectionIsRevokedIsEmpty() {
        DocumentId leased = company.receive();
        yuki.download(leased);
        koppel.clock().advance(LEASE);

        Threads.Outcome<List<DocumentId>> listed =
                Waiting.forQueue(yuki.connection(), yuki::listed, () -> company.revoke(yuki.connection()));

        assertThat(listed.failure()).isNull();
        assertThat(listed.result()).isEmpty();
    }

    @Test
    void aLeaseThatRanOutIsOfferedToNewKeysThoughTheOldOnesEndedWhileTheirPollWaited() throws SQLException {
        DocumentId leased = company.receive();
        yuki.download(leased);
        koppel.clock().advance(LEASE);
        AccountingPackage renewed;
        try (Connection holder = Database.get().dataSource().getConnection()) {
            holder.setAutoCommit(false);
            try (PreparedStatement lock =
                    holder.prepareStatement("SELECT 1 FROM delivery_queue WHERE connection_id = ? FOR NO KEY UPDATE")) {
                lock.setObject(1, yuki.connection().value());
                lock.executeQuery();
            }
            CompletableFuture<List<DocumentId>> poll = CompletableFuture.supplyAsync(yuki::listed);
            Waiting.untilBlockedBy(holder);
            renewed = AccountingPackage.of(company, koppel.in(() -> koppel.use(RenewingKeys.class)
                    .renew(company.administrator(), yuki.connection(), 0, false)));
            // the clock of tests hardly moves by itself, so the keys ended no earlier than the poll began
            Database.get()
                    .execute(
                            "UPDATE key_generation SET valid_until = valid_until - interval '1 second' WHERE connection_id = ?",
                            yuki.connection().value());
            holder.rollback();
            poll.join();
        }

        assertThat(renewed.listed()).containsExactly(leased);
        assertThat(Database.get()
                        .texts("SELECT event FROM offer_event WHERE document_id = ? ORDER BY event_id", leased.value()))
                .containsExactly("leased", "lapsed");
    }
}
