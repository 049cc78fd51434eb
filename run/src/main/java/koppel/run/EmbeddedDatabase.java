package koppel.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL of our own, on loopback, whose data stays between starts.
 *
 * <p>It is started as a daemon, so that Ctrl-C in the terminal reaches only us, and stopped by a small watchdog that waits at the end of a
 * pipe: however we end, kill -9 included, the pipe closes and the watchdog shuts the database down.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final String NAME = "koppel";
    private static final String SECONDS_TO_START = "60";
    private static final String SECONDS_TO_STOP = "60";

    private final Path directory;
    private final Path cluster;
    private final Path programs;
    private final Command asDatabaseUser;
    private final int port;
    private final String password;
    private final Process watchdog;

    private EmbeddedDatabase(
            Path directory,
            Path cluster,
            Path programs,
            Command asDatabaseUser,
            int port,
            String password,
            Process watchdog) {
        this.directory = directory;
        this.cluster = cluster;
        this.programs = programs;
        this.asDatabaseUser = asDatabaseUser;
        this.port = port;
        this.password = password;
        this.watchdog = watchdog;
    }

    /** Whether there is data of an earlier start. */
    static boolean existsIn(Path directory) {
        return Files.exists(cluster(directory));
    }

    private static Path cluster(Path directory) {
        return directory.resolve("cluster");
    }

    static EmbeddedDatabase start(Path directory, String version) throws IOException, InterruptedException {
        Secrets.directory(directory);
        Path home = PostgresBinaries.unpackedIn(directory, version);
        Path programs = home.resolve("bin");
        Command asDatabaseUser = DatabaseUser.command(directory, programs.resolve("postgres"));
        Path passwordFile = directory.resolve("password");
        String password = Secrets.inFile(passwordFile);
        Path cluster = cluster(directory);
        if (!Files.exists(cluster)) {
            initialise(directory, programs, asDatabaseUser, passwordFile);
        }
        refuseOtherMajorVersion(cluster, version);
        DatabaseUser.own(asDatabaseUser, directory);
        stopLeftOver(directory, cluster, programs, asDatabaseUser);

        Path log = directory.resolve("postgresql.log");
        int port = port(directory.resolve("port"));
        String options = String.join(
                " ",
                "-c port=" + port,
                "-c listen_addresses=127.0.0.1",
                "-c unix_socket_directories=''",
                "-c max_connections=60",
                "-c shared_buffers=64MB",
                "-c timezone=UTC",
                "-c log_timezone=UTC");
        Command.Outcome outcome = Command.outcome(
                directory,
                asDatabaseUser.line(
                        programs.resolve("pg_ctl").toString(),
                        "start",
                        "--pgdata=" + cluster,
                        "--wait",
                        "--timeout=" + SECONDS_TO_START,
                        "--log=" + log,
                        "--options=" + options));
        if (outcome.status() != 0) {
            throw new StartFailure(
                    "The embedded PostgreSQL did not start; why is in " + log + " (" + lastLine(log) + ")");
        }
        EmbeddedDatabase database = new EmbeddedDatabase(
                directory,
                cluster,
                programs,
                asDatabaseUser,
                port,
                password,
                watchdog(directory, cluster, programs, asDatabaseUser));
        try {
            database.createDatabase();
        } catch (SQLException e) {
            database.close();
            throw new StartFailure("The embedded PostgreSQL started but refuses us: " + e.getMessage(), e);
        }
        return database;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    String user() {
        return NAME;
    }

    String password() {
        return password;
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        try {
            watchdog.getOutputStream().close();
            watchdog.waitFor(Long.parseLong(SECONDS_TO_STOP) + 1, TimeUnit.SECONDS);
            // the watchdog itself may have been killed
            stopLeftOver(directory, cluster, programs, asDatabaseUser);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void initialise(Path directory, Path programs, Command asDatabaseUser, Path passwordFile)
            throws IOException, InterruptedException {
        // an initialisation that was broken off must not look like a database
        Path unfinished = directory.resolve("cluster.new");
        PostgresBinaries.delete(unfinished);
        DatabaseUser.own(asDatabaseUser, directory);
        asDatabaseUser.run(
                directory,
                programs.resolve("initdb").toString(),
                "--pgdata=" + unfinished,
                "--username=" + NAME,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        Files.move(unfinished, cluster(directory), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void refuseOtherMajorVersion(Path cluster, String version) throws IOException {
        String before = Files.readString(cluster.resolve("PG_VERSION")).strip();
        String now = version.substring(0, version.indexOf('.'));
        if (!before.equals(now)) {
            throw new StartFailure("The data in " + cluster + " is of PostgreSQL " + before + ", this Koppel brings "
                    + now + ". Dump it with the old version and load it into the new one.");
        }
    }

    /** A database of a run that was killed is shut down properly first; the caller holds the lock, so it is nobody else's. */
    private static void stopLeftOver(Path directory, Path cluster, Path programs, Command asDatabaseUser)
            throws IOException, InterruptedException {
        Path pidFile = cluster.resolve("postmaster.pid");
        Optional<ProcessHandle> running = process(pidFile);
        if (running.isPresent()) {
            // it may be on its way down already, then this only waits for its end
            Command.outcome(
                    directory,
                    asDatabaseUser.line(
                            programs.resolve("pg_ctl").toString(),
                            "stop",
                            "--pgdata=" + cluster,
                            "--mode=fast",
                            "--wait",
                            "--timeout=" + SECONDS_TO_STOP));
            if (process(pidFile).isPresent()) {
                throw new StartFailure(
                        "The PostgreSQL process " + running.get().pid() + " of an earlier run does not stop.");
            }
        }
        // its process is gone; by now the number may be another process's, which PostgreSQL would take for a server
        Files.deleteIfExists(pidFile);
    }

    private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).matches("\\d+")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0)))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .command()
                        .map(command -> command.endsWith("/postgres"))
                        .orElse(true));
    }

    private static Process watchdog(Path directory, Path cluster, Path programs, Command asDatabaseUser)
            throws IOException {
        String script =
                "trap '' INT TERM HUP; read -r _; exec \"$1\" stop --pgdata=\"$2\" --mode=fast --wait --timeout="
                        + SECONDS_TO_STOP;
        List<String> line = asDatabaseUser.line(
                "sh",
                "-c",
                script,
                "koppel-database-watchdog",
                programs.resolve("pg_ctl").toString(),
                cluster.toString());
        return Command.builder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The port of the last start if it is free, so that what a person has noted about it stays true. */
    private static int port(Path file) throws IOException {
        if (Files.exists(file)) {
            String remembered = Files.readString(file).strip();
            if (remembered.matches("\\d{1,5}") && isFree(Integer.parseInt(remembered))) {
                return Integer.parseInt(remembered);
            }
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Secrets.write(file, socket.getLocalPort() + "\n");
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private void createDatabase() throws SQLException {
        String administration = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (Connection connection = DriverManager.getConnection(administration, user(), password);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'")) {
            if (!found.next()) {
                statement.execute("create database " + NAME);
            }
        }
    }

    private static String lastLine(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "no log";
        }
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "empty log" : lines.get(lines.size() - 1);
    }
}
