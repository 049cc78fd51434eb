package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import koppel.connection.ConnectionId;
import koppel.delivery.QueueId;
import koppel.delivery.Reoffers.ItemId;
import koppel.document.DocumentId;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.DatabaseOutages;
import org.junit.jupiter.api.Test;

/** Somebody holds a queue and does not let go: a node that hangs, or a session by hand. */
class HeldQueuesTest extends ReofferCase {

    private Connection hold() throws SQLException {
        Connection holder = Database.get().dataSource().getConnection();
        holder.setAutoCommit(false);
        try (PreparedStatement lock = holder.prepareStatement(
                "SELECT 1 FROM delivery_queue WHERE connection_id = ? AND direction = 1 FOR UPDATE")) {
            lock.setObject(1, connection.value());
            lock.executeQuery();
        }
        return holder;
    }

    private static void assertNotAvailable(Throwable failure) {
        assertThat(new DatabaseOutages().isHeldUp(failure)).isTrue();
        assertThat(new DatabaseOutages().isOne(failure)).isFalse();
    }

    @Test
    void theJobWaitsForItForSomeSecondsAndDoesTheOthers() throws SQLException {
        company.receive();
        company.revoke(connection);
        company.reconnect(connection);
        Company other = Company.create();
        ConnectionId otherConnection = other.connectExplicit("yuki").connection();
        other.receive();
        other.revoke(otherConnection);
        other.reconnect(otherConnection);
        List<QueueId> held = company.due();
        try (Connection holder = hold()) {
            assertThatException().isThrownBy(() -> company.start(held)).satisfies(HeldQueuesTest::assertNotAvailable);

            assertThat(other.start(other.due())).hasSize(1);
            holder.rollback();
        }

        assertThat(company.start(held)).hasSize(1);
    }

    @Test
    void chosenDocumentsOfItAreTriedAgain() throws SQLException {
        DocumentId received = company.receive();
        company.askReoffer(selection(false, received));
        List<ItemId> items = company.openItems();
        try (Connection holder = hold()) {
            assertThatException()
                    .isThrownBy(() -> company.process(items))
                    .satisfies(HeldQueuesTest::assertNotAvailable);
            holder.rollback();
        }

        assertThat(company.process(items)).isEqualTo(1);
    }
}
