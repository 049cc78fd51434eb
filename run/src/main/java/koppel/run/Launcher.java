package koppel.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/** Starts Koppel and keeps it running until it is told to stop. */
public final class Launcher {

    private static final int FAILED = 1;

    private final PrintStream console;
    private final Settings settings;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private Launcher(PrintStream console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    /** Started without arguments: every setting is an environment variable, since a command line can be read by others. */
    public static void main(String[] arguments) {
        PrintStream console = System.out;
        try {
            Launcher launcher = new Launcher(console, Settings.of(System.getenv()));
            launcher.stopWithProcess();
            stopWithParentIfTold();
            launcher.start();
        } catch (StartFailure e) {
            console.println();
            console.println("Koppel did not start.");
            console.println(e.getMessage());
            System.exit(FAILED);
        } catch (IOException | InterruptedException | RuntimeException e) {
            console.println();
            console.println("Koppel did not start: " + e);
            e.printStackTrace(console);
            System.exit(FAILED);
        }
    }

    private void start() throws IOException, InterruptedException {
        Instant begin = Instant.now();
        Installation installation = Installation.find();
        ApplicationServer.refuseUsedPort(settings.httpAddress(), settings.httpPort());
        Path data = Files.createDirectories(settings.data());
        Path logs = Secrets.directory(data.resolve("log"));
        Path log = logs.resolve("koppel-" + settings.httpPort() + ".0.log");

        String place = settings.externalDatabase().isPresent()
                ? useExternalDatabase(settings.externalDatabase().get())
                : startEmbeddedDatabase(data, installation);
        Administrator administrator = Administrator.of(settings);
        give("KOPPEL_ADMIN_EMAIL", administrator.email());
        give("KOPPEL_ADMIN_PASSWORD", administrator.password());

        console.println("Starting the server; its log is " + log);
        divertStandardOutput(logs.resolve("console-" + settings.httpPort() + ".log"));
        ApplicationServer server =
                ApplicationServer.start(settings, installation, data.resolve("server-" + settings.httpPort()), log);
        started(server);
        server.awaitReady();
        Path greeted = data.resolve("first-start-done");
        Optional<String> password =
                Files.exists(greeted) ? Optional.empty() : administrator.madeUpPasswordInForce(server.baseUrl());
        show(server.baseUrl(), administrator, password, place, log, Duration.between(begin, Instant.now()));
        if (password.isPresent() && settings.externalDatabase().isEmpty()) {
            Secrets.write(greeted, administrator.email() + "\n");
        }
        ServerLog.showOn(console);
    }

    private String useExternalDatabase(Settings.ExternalDatabase database) {
        console.println("Using the database " + database);
        try {
            DriverManager.getConnection(database.url(), database.user(), database.password())
                    .close();
        } catch (SQLException e) {
            throw new StartFailure("The database " + database + " does not let us in: " + e.getMessage(), e);
        }
        return database.toString();
    }

    private String startEmbeddedDatabase(Path data, Installation installation)
            throws IOException, InterruptedException {
        lock(data.resolve("lock"));
        Path directory = data.resolve("postgres");
        Path pepper = data.resolve("key-pepper");
        if (settings.keyPepper().isEmpty() && EmbeddedDatabase.existsIn(directory) && !Files.exists(pepper)) {
            throw new StartFailure("There is data in " + directory + " but no " + pepper
                    + ", without which no key in it can be" + " checked. Put the file back, or set KOPPEL_KEY_PEPPER.");
        }
        give(
                "KOPPEL_KEY_PEPPER",
                settings.keyPepper().isPresent() ? settings.keyPepper().get() : Secrets.inFile(pepper));
        console.println("Starting the database in " + directory);
        EmbeddedDatabase database = EmbeddedDatabase.start(directory, installation.postgresVersion());
        started(database);
        give("KOPPEL_DATASOURCE_URL", database.url());
        give("KOPPEL_DATASOURCE_USER", database.user());
        give("KOPPEL_DATASOURCE_PASSWORD", database.password());
        if (System.getenv("KOPPEL_OUTBOUND_PRIVATE") == null) {
            give("KOPPEL_OUTBOUND_PRIVATE", "true");
        }
        if (System.getenv("KOPPEL_CONFIRM_PARTY_IDS") == null) {
            give("KOPPEL_CONFIRM_PARTY_IDS", "false");
        }
        return data + " (PostgreSQL on 127.0.0.1:" + database.port() + ")";
    }

    /** Hands a setting to the application: MicroProfile Config reads system properties like the environment, and nobody else can. */
    private static void give(String name, String value) {
        System.setProperty(name, value);
        System.setProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
    }

    /** One launcher on one data directory; the lock goes with the process, however it ends. */
    private void lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new StartFailure("Another Koppel is running on " + settings.data()
                    + ". Stop it, or set KOPPEL_DATA to another directory.");
        }
        started(channel);
    }

    /** The server and its libraries print what nobody needs on the screen, and now and then what somebody needs later. */
    private static void divertStandardOutput(Path file) throws IOException {
        PrintStream stream = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
    }

    private synchronized void started(AutoCloseable part) {
        started.push(part);
    }

    /** The parts in the reverse order of their start, whatever ends the process. */
    private void stopWithProcess() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    private synchronized void stop() {
        boolean ready = !started.isEmpty();
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                console.println("While stopping: " + e);
            }
        }
        if (ready) {
            console.println("Koppel has stopped.");
        }
    }

    /** For those who start us as a part of theirs (the build, a test): what they leave behind must not go on. */
    private static void stopWithParentIfTold() {
        if (Boolean.getBoolean("koppel.run.stopWithParent")) {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        }
    }

    private void show(
            String url, Administrator administrator, Optional<String> password, String place, Path log, Duration time) {
        String rule = "-".repeat(78);
        console.println();
        console.println(rule);
        console.printf("  Koppel is ready after %d.%d s%n", time.toSeconds(), time.toMillisPart() / 100);
        console.println();
        console.println("  Address            " + url + "/");
        console.println("  API description    " + url + "/docs/");
        console.println("  Administrator      " + administrator.email());
        password.ifPresent(
                secret -> console.println("  Password           " + secret + "   (shown this once; note it)"));
        console.println("  Data               " + place);
        console.println("  Server log         " + log);
        console.println("  Stop it with       Ctrl-C");
        console.println(rule);
        console.flush();
    }
}
