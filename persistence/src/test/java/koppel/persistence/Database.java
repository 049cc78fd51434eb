package koppel.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL, one for all tests of a JVM, brought to the newest schema by the real migrations. */
public final class Database {

    private static final Database ONLY = new Database();

    private final EmbeddedPostgres server;
    private final String name;

    /** For statements that give rows: a connection each time would take longer than most of them. */
    private final Pool kept = new Pool(this::open);

    private Database() {
        name = "postgres";
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "120")
                    // nothing here outlives the JVM; benchmarks want it as it is in earnest
                    .setServerConfig("fsync", System.getProperty("koppel.fsync", "off"))
                    .setServerConfig("full_page_writes", System.getProperty("koppel.fsync", "off"))
                    .setServerConfig("synchronous_commit", System.getProperty("koppel.fsync", "off"))
                    .setServerConfig("max_wal_size", "8GB")
                    .setServerConfig("checkpoint_timeout", "1h")
                    // it comes when it wants, and some tests count
                    .setServerConfig("autovacuum", "off")
                    // a benchmark's tables beside ours must not take the place of what they are compared with
                    .setServerConfig("shared_buffers", System.getProperty("koppel.buffers", "128MB"))
                    // benchmarks ask when something was committed instead of looking all the time
                    .setServerConfig("track_commit_timestamp", "on")
                    // a deadlock is a defect, so it may as well be found soon
                    .setServerConfig("deadlock_timeout", "100ms")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flyway(dataSource()).migrate();
    }

    private Database(Database beside, String name, String version) {
        server = beside.server;
        this.name = name;
        beside.execute("CREATE DATABASE " + name);
        Flyway.configure()
                .configuration(flyway(dataSource()).getConfiguration())
                .target(version)
                .load()
                .migrate();
    }

    /** A database of its own on the same server, in which nobody has done anything yet. */
    public static Database fresh(String name) {
        return new Database(ONLY, name, "latest");
    }

    /** The same as it was once this migration had been done and no later one. */
    public static Database upTo(String version, String name) {
        return new Database(ONLY, name, version);
    }

    public static Database get() {
        return ONLY;
    }

    /** Flyway as the server sets it up. */
    public static Flyway flyway(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load();
    }

    /** Opens a new connection each time. */
    public DataSource dataSource() {
        return server.getDatabase("postgres", name);
    }

    private Connection open() throws SQLException {
        return dataSource().getConnection();
    }

    public String url() {
        return server.getJdbcUrl("postgres", name);
    }

    /** Runs a statement, each in a transaction of its own. */
    public int execute(String sql, Object... parameters) {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.execute();
            return Math.max(0, statement.getUpdateCount());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row as a number. */
    public long number(String sql, Object... parameters) {
        return Long.parseLong(texts(sql, parameters).get(0));
    }

    /** The first column of every row as text. */
    public List<String> texts(String sql, Object... parameters) {
        try (Connection connection = kept.connection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many deadlocks the server has broken so far; each is a defect. */
    public long deadlocks() {
        return number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
