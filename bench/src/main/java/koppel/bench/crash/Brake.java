package koppel.bench.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import koppel.harness.TestDatabase;

/**
 * A point at which a node is held until it is killed: it waits for a lock that the program has. By the name of its connections the
 * database tells which node that is.
 *
 * @param point what the node was at
 * @param table what it waits for
 * @param statement how the statement that waits looks, in part
 */
record Brake(String point, String table, String statement) {

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    static final List<Brake> ALL = List.of(
            new Brake("revoke: before the keys end", "key_generation", "UPDATE key_generation"),
            new Brake("revoke or re-offer: at the end of an epoch", "queue_epoch", "ended_why"),
            new Brake("reconnect: keys made, queue not yet due", "delivery_queue", "due_since"),
            new Brake("job: owner of nothing yet", "batch_run", "INSERT INTO batch_run"),
            new Brake("job: epochs started, result not on record", "batch_chunk", "INSERT INTO batch_chunk"),
            new Brake("job: chosen documents offered, outcome not on record", "reoffer_item", "SET outcome"),
            new Brake("job: runs of people not completed", "reoffer_run", "reoffer_run"),
            new Brake("re-offer of a person: items not made", "reoffer_item", "INSERT INTO reoffer_item"),
            new Brake("retrieve or acknowledge: at its record", "retrieval", "INSERT INTO retrieval"),
            new Brake("receive: document stored, not in its queue", "pending", "INSERT INTO pending"),
            new Brake("lease or give back: at its record", "offer_event", "offer_event"));

    /** The table was in use for longer than the lock waited; nobody came by. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Holds the first node that comes by and hands it over; the lock goes after that. */
    OptionalInt hold(TestDatabase database, int nodes, java.util.function.IntConsumer held) {
        // a transaction would see the activity of others only as it was at its first look, hence the second connection
        try (Connection connection = database.connect();
                Connection look = database.connect()) {
            connection.setAutoCommit(false);
            try (Statement lock = connection.createStatement()) {
                lock.execute("SET lock_timeout = '3s'");
                // readers go on; whoever writes waits
                lock.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
                for (Instant end = Instant.now().plus(PATIENCE); Instant.now().isBefore(end); Consumer.pause(10)) {
                    OptionalInt node = waiting(look, nodes);
                    if (node.isPresent()) {
                        held.accept(node.getAsInt());
                        return node;
                    }
                }
                return OptionalInt.empty();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return OptionalInt.empty();
            }
            throw new IllegalStateException("The point cannot be held: " + point, e);
        }
    }

    private OptionalInt waiting(Connection connection, int nodes) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                WHERE NOT l.granted AND l.relation = ?::regclass AND a.query ILIKE ?""")) {
            query.setString(1, table);
            query.setString(2, "%" + statement + "%");
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    for (int slot = 0; slot < nodes; slot++) {
                        if (Nodes.name(slot).equals(rows.getString(1))) {
                            return OptionalInt.of(slot);
                        }
                    }
                }
            }
        }
        return OptionalInt.empty();
    }
}
