package koppel.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import koppel.connection.ConnectionId;
import org.postgresql.PGConnection;

/** Lets something begin first and come second: it waits for a lock while something else is done. */
public final class Waiting {

    private Waiting() {}

    /**
     * @param waiting begins while the lock is held elsewhere and goes on once that is done
     * @param meanwhile is done by others, who get the lock first
     * @return what became of the one that waited
     */
    public static <T> Threads.Outcome<T> forQueue(ConnectionId connection, Callable<T> waiting, Runnable meanwhile) {
        return until(
                "SELECT 1 FROM delivery_queue WHERE connection_id = ? ORDER BY queue_id FOR NO KEY UPDATE",
                connection,
                waiting,
                meanwhile);
    }

    /** The same for the row of the connection. */
    public static <T> Threads.Outcome<T> forConnection(
            ConnectionId connection, Callable<T> waiting, Runnable meanwhile) {
        return until(
                "SELECT 1 FROM connection WHERE connection_id = ? FOR NO KEY UPDATE", connection, waiting, meanwhile);
    }

    private static <T> Threads.Outcome<T> until(
            String locking, ConnectionId connection, Callable<T> waiting, Runnable meanwhile) {
        try (Connection holder = Database.get().dataSource().getConnection()) {
            holder.setAutoCommit(false);
            try (var lock = holder.prepareStatement(locking)) {
                lock.setObject(1, connection.value());
                lock.executeQuery();
            }
            // those who do it queue up first at the row, and the one who waits comes after them
            CompletableFuture<Void> others = CompletableFuture.runAsync(meanwhile);
            untilBlocked(1);
            CompletableFuture<T> late = CompletableFuture.supplyAsync(() -> {
                try {
                    return waiting.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            untilBlocked(2);
            holder.rollback();
            others.join();
            try {
                return new Threads.Outcome<>(late.join(), null);
            } catch (RuntimeException failed) {
                return new Threads.Outcome<>(null, failed.getCause());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until as many sessions wait for locks of others. */
    public static void untilBlocked(int many) {
        until("SELECT count(*) >= ? FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0", many);
    }

    /** Until somebody waits for a lock of this session. */
    public static void untilBlockedBy(Connection holder) {
        try {
            until(
                    "SELECT count(*) > 0 FROM pg_stat_activity WHERE ?::int = ANY (pg_blocking_pids(pid))",
                    holder.unwrap(PGConnection.class).getBackendPID());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(String condition, int parameter) {
        Instant deadline = Instant.now().plusSeconds(20);
        while (Database.get().number("SELECT (" + condition + ")::int", parameter) == 0) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("nobody waits");
            }
        }
    }
}
