package koppel.bench.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import koppel.harness.TestDatabase;

/** Looks on from the side how long queues stay due, whoever dies. */
final class Watch {

    private final TestDatabase database;
    private final Thread thread = new Thread(this::look, "watch");
    private volatile boolean over;
    private volatile double longestSeconds;

    Watch(TestDatabase database) {
        this.database = database;
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    void end() {
        over = true;
    }

    Duration longestDue() {
        return Duration.ofMillis((long) (longestSeconds * 1000));
    }

    private void look() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (!over) {
                try (ResultSet row = statement.executeQuery(
                        "SELECT coalesce(max(extract(epoch FROM now() - due_since)), 0) FROM delivery_queue")) {
                    row.next();
                    longestSeconds = Math.max(longestSeconds, row.getDouble(1));
                }
                Consumer.pause(200);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
