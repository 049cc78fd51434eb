package koppel.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import koppel.document.DocumentId;
import koppel.document.InvoiceHead;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Waiting;
import org.junit.jupiter.api.Test;

/** Into which queues an invoice goes that is stored in one round trip, and at which places. */
class DirectIntakePlacesTest extends DirectIntakeCase {

    private final AccountingPackage ownApp = mill.connect("own-app");

    @Test
    void itLiesInAllQueuesOfTheSenderButThatOfTheConnectionThatSentIt() {
        AccountingPackage books = mill.connect("yuki");

        DocumentId sent = sentDirectlyBy(ownApp, bakery, invoice());

        assertThat(ownApp.sales().listed()).isEmpty();
        assertThat(books.sales().listed()).containsExactly(sent);
        assertThat(yuki.listed()).hasSize(1).doesNotContain(sent);
    }

    @Test
    void whatOneSendsToOneselfIsRetrievedByTheConnectionThatSentIt() {
        DocumentId sent = sentDirectlyBy(
                ownApp, mill, Company.invoice(mill.partyId(), bakery.anInvoice().number(), mill.partyId()));

        assertThat(ownApp.sales().listed()).isEmpty();
        assertThat(ownApp.listed()).hasSize(1).doesNotContain(sent);
    }

    @Test
    void aQueueThatIsMadeAndMovesOnWhileTheSendWaitsForAnotherGetsItOnceBehindWhatWasThere() throws Exception {
        int organisation = bakery.organisation().id().number();
        try (Connection first = Database.get().dataSource().getConnection();
                Connection second = Database.get().dataSource().getConnection()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            execute(first, "UPDATE delivery_queue SET epoch = epoch WHERE organisation_id = ?", organisation);
            CompletableFuture<Optional<DocumentId>> send =
                    CompletableFuture.supplyAsync(() -> directly(invoice(), CONTENT, null));
            Waiting.untilBlocked(1);
            Database.get()
                    .execute(
                            "INSERT INTO delivery_queue (organisation_id, direction) SELECT organisation_id, 1 FROM organisation WHERE organisation_id = ?",
                            organisation);
            execute(
                    second,
                    "UPDATE delivery_queue SET next_position = next_position + 7 WHERE organisation_id = ? AND direction = 1 AND connection_id IS NULL",
                    organisation);
            first.rollback();
            Waiting.untilBlockedBy(second);
            second.commit();

            assertThat(send.join()).isPresent();
        }
        assertThat(Database.get().texts("""
                        SELECT q.next_position || ' ' || string_agg(p.position::text, ',')
                        FROM delivery_queue q JOIN pending p USING (organisation_id, queue_id)
                        WHERE organisation_id = ? AND q.direction = 1 GROUP BY q.queue_id, q.next_position ORDER BY q.next_position""", organisation)).containsExactly("2 1", "9 8");
    }

    private static DocumentId sentDirectlyBy(AccountingPackage sender, Company receiver, InvoiceHead head) {
        return sender.sendDirectly(sender.outgoing(receiver, head, Company.FINE, CONTENT, null))
                .orElseThrow();
    }

    private static void execute(Connection connection, String sql, int organisation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, organisation);
            assertThat(statement.executeUpdate()).isPositive();
        }
    }
}
