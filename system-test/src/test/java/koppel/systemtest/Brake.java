package koppel.systemtest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import koppel.harness.TestDatabase;
import koppel.systemtest.Administrator.Eventually;

/** Holds a table until it is closed, so that the job stops for certain where it comes to that table. */
final class Brake implements AutoCloseable {

    private final TestDatabase database;
    private final String table;
    private final Connection held;

    private Brake(TestDatabase database, String table, Connection held) {
        this.database = database;
        this.table = table;
        this.held = held;
    }

    static Brake on(TestDatabase database, String table) throws SQLException {
        Connection held = database.connect();
        held.setAutoCommit(false);
        try (Statement statement = held.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return new Brake(database, table, held);
    }

    /** Waits until somebody stands before it with a statement that begins so. */
    void awaitStopped(String statement) {
        Eventually.get(
                () -> database.count(
                        "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted"
                                + " AND l.relation = '" + table + "'::regclass AND a.query LIKE '%" + statement + "%'"),
                waiting -> waiting == 1);
    }

    @Override
    public void close() throws SQLException {
        held.close();
    }
}
