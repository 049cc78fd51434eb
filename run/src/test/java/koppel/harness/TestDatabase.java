package koppel.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An empty database of its own for a test, in a real PostgreSQL that all tests of one JVM share.
 *
 * @param url for JDBC
 * @param user who owns it
 * @param password of the user
 */
public record TestDatabase(String url, String user, String password) {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** Makes one. */
    public static TestDatabase create() {
        String name = "test" + COUNTER.incrementAndGet();
        onServer("create database " + name);
        return new TestDatabase(
                "jdbc:postgresql://127.0.0.1:" + Server.RUNNING.getPort() + "/" + name, "postgres", "postgres");
    }

    /** A connection of the caller's own. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** What a statement of one number says, such as a count of rows. */
    public long count(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes something, in a transaction of its own. */
    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends every connection, as the server does when it is restarted. */
    public void endConnections() {
        onServer("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + name() + "'");
    }

    /** Nobody gets a connection until {@link #comeBack}, and those there are end. */
    public void goAway() {
        onServer("alter database " + name() + " allow_connections false");
        endConnections();
    }

    public void comeBack() {
        onServer("alter database " + name() + " allow_connections true");
    }

    private String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static void onServer(String sql) {
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("unix_socket_directories", "")
                        .setServerConfig("max_connections", "300")
                        // whoever looks at what a node waits for sees its statement whole
                        .setServerConfig("track_activity_query_size", "32kB")
                        // a test's data need not survive a power cut
                        .setServerConfig("fsync", "off")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
