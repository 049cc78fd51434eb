package koppel.bench.poll;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import koppel.harness.TestDatabase;

/** A PostgreSQL of the benchmark's own, as safe as in earnest, that can be told to write down the statements it is given. */
final class PrivateServer implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final Path log;

    private PrivateServer(EmbeddedPostgres server, Path log) {
        this.server = server;
        this.log = log;
    }

    static PrivateServer start(Path directory) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "120")
                .setServerConfig("fsync", "on")
                .setServerConfig("shared_buffers", "512MB")
                // no slice pays for what an earlier one wrote
                .setServerConfig("checkpoint_timeout", "1h")
                .setServerConfig("max_wal_size", "20GB")
                .setServerConfig("autovacuum", "off")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_destination", "jsonlog")
                .setServerConfig("log_filename", "server")
                .setServerConfig("log_rotation_age", "0")
                .setServerConfig("log_rotation_size", "0")
                .start();
        return new PrivateServer(server, directory.resolve("log").resolve("server.json"));
    }

    int port() {
        return server.getPort();
    }

    TestDatabase database() {
        return new TestDatabase("jdbc:postgresql://127.0.0.1:" + port() + "/postgres", "postgres", "postgres");
    }

    void execute(String... statements) {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    long number(String sql) {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** What the server logged while something was done, a JSON object a line. */
    List<String> loggedDuring(Runnable deed) throws IOException, InterruptedException {
        execute("ALTER SYSTEM SET log_statement = 'all'", "SELECT pg_reload_conf()");
        Thread.sleep(300);
        long from = Files.size(log);
        deed.run();
        Thread.sleep(300);
        byte[] all = Files.readAllBytes(log);
        execute("ALTER SYSTEM RESET log_statement", "SELECT pg_reload_conf()");
        Thread.sleep(100);
        String text = new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
        return new ArrayList<>(text.lines().toList());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
