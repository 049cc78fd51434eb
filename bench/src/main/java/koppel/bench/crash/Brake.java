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
 * database tells which node that is. A table's lock holds a statement before it does anything, the locks of the rows of queues in its
 * midst; what the statement does then, when the lock has gone and with it whoever would have read the answer, is the database's.
 *
 * @param point what the node was at
 * @param lock the statement that takes the lock
 * @param table whose lock, or whose rows'
 * @param statement how the statement that waits looks, in part
 */
record Brake(String point, String lock, String table, String statement) {

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    static final List<Brake> ALL = List.of(
            table("revoke: before the keys end", "key_generation", "UPDATE key_generation"),
            table("revoke or re-offer: at the end of an epoch", "queue_epoch", "ended_why"),
            table("reconnect: keys made, queue not yet due", "delivery_queue", "due_since"),
            table("job: owner of nothing yet", "batch_run", "INSERT INTO batch_run"),
            table("job: epochs started, result not on record", "batch_chunk", "INSERT INTO batch_chunk"),
            table("job: chosen documents offered, outcome not on record", "reoffer_item", "SET outcome"),
            table("job: runs of people not completed", "reoffer_run", "reoffer_run"),
            table("re-offer of a person: items not made", "reoffer_item", "INSERT INTO reoffer_item"),
            table("retrieve or acknowledge: before it begins", "retrieval", "INSERT INTO retrieval"),
            queues("retrieve or acknowledge: at the queue", "INSERT INTO retrieval"),
            table("send: before it is stored", "document", "INSERT INTO document ("),
            queues("send: at the queues", "INSERT INTO document ("),
            table("send: stored, not in its queues", "pending", "INSERT INTO pending (organisation_id"),
            table("job: chosen documents not yet offered", "pending", "INSERT INTO pending AS p"),
            table("lease or give back: before it begins", "offer_event", "offer_event"),
            queues("lease or give back: at the queue", "INSERT INTO offer_event"));

    private static Brake table(String point, String table, String statement) {
        // readers go on; whoever writes waits
        return new Brake(point, "LOCK TABLE " + table + " IN EXCLUSIVE MODE", table, statement);
    }

    private static Brake queues(String point, String statement) {
        // waiting for a row that a node has, with others in hand, could end in a deadlock
        return new Brake(point, "SELECT 1 FROM delivery_queue FOR UPDATE SKIP LOCKED", "delivery_queue", statement);
    }

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
                lock.execute(this.lock);
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
                WHERE NOT l.granted AND (l.relation = ?::regclass OR l.locktype = 'transactionid') AND a.query ILIKE ?""")) {
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
