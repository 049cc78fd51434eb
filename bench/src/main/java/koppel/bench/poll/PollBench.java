package koppel.bench.poll;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import koppel.bench.Settings;
import koppel.bench.poll.Stock.Package;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;

/**
 * Measures what a software package does all day on a running node, in turns with pgbench that asks the database for the same, and with a
 * call that asks it for nothing: {@code --rounds=6 --seconds=3 --warm=75 --report=http.md}, or some of it: {@code --workloads=PAGE,DOWNLOAD}. A slice is short and the order rotates, so
 * that a busy machine is busy for all of them; only the ratios of a round count.
 *
 * <p>Needs wrk ({@code apt-get install wrk}) and pgbench ({@code apt-get install postgresql}).
 */
public final class PollBench {

    /** A servlet that writes a short constant JSON. */
    private static final String PING = "/.well-known/openid-configuration";

    /** How long a node remembers whose keys were valid, and a moment. */
    private static final Duration LOOKED_UP = Duration.ofMillis(60_200);

    private final Settings settings;
    private final List<Workload> workloads;
    private final Map<Package, Instant> lookedUp = new HashMap<>();
    private final Map<Workload, List<Statements>> statements = new EnumMap<>(Workload.class);
    private final Figures figures = new Figures();
    private MicroNode node;
    private PrivateServer server;
    private Stock stock;
    private Generators generators;
    private Instant warmedUp;

    private PollBench(Settings settings) {
        this.settings = settings;
        String some = settings.text("workloads", "");
        workloads = some.isEmpty()
                ? List.of(Workload.values())
                : Arrays.stream(some.split(",", -1)).map(Workload::valueOf).toList();
    }

    public static void main(String[] arguments) throws Exception {
        new PollBench(new Settings(arguments)).run();
        System.exit(0);
    }

    private void run() throws Exception {
        String pgbench = settings.text("pgbench", "pgbench");
        String wrk = settings.text("wrk", "wrk");
        Generators.require(pgbench, "postgresql");
        Generators.require(wrk, "wrk");
        Path directory = Files.createTempDirectory("koppel-poll");
        try (PrivateServer database = PrivateServer.start(directory.resolve("postgres"));
                MicroNode started = start(directory, database)) {
            server = database;
            node = started;
            say("filling");
            stock = new Stock(server, node.address());
            generators = new Generators(
                    directory, node.address(), server.port(), (int) settings.number("seconds", 3), pgbench, wrk);
            warm(Duration.ofSeconds(settings.number("warm", 75)));
            for (Workload workload : workloads) {
                statements.put(
                        workload,
                        Statements.of(
                                server,
                                packages(workload),
                                stock::putBack,
                                software -> workload.call(node.address(), software, 1)));
                say(workload.words() + " asks:\n  "
                        + String.join("\n  ", statements.get(workload).get(0).texts()));
            }
            warmedUp = Instant.now();
            for (int round = 0; round < settings.number("rounds", 6); round++) {
                round(round);
            }
            heldSnapshot();
            String report = figures.report();
            System.out.println(report);
            if (!settings.text("report", "").isEmpty()) {
                Files.writeString(Path.of(settings.text("report", "")), report);
            }
        }
    }

    private static MicroNode start(Path directory, PrivateServer server) {
        Map<String, String> settings = new HashMap<>(Settings.OF_NODE);
        // nothing is due here
        settings.put("KOPPEL_REOFFER_SCHEDULE", "0 0 4 1 1 *");
        TestDatabase database = server.database();
        return MicroNode.start(
                directory.resolve("node"),
                new TestDatabase(
                        database.url() + "?ApplicationName=" + Statements.NODE, database.user(), database.password()),
                settings);
    }

    private List<Package> packages(Workload workload) {
        List<Package> all = workload.packages(stock);
        return workload.clients() == 1 ? all.subList(0, 1) : all;
    }

    private void warm(Duration time) throws IOException {
        say("warming up");
        Instant end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            for (Workload workload : workloads) {
                generators.wrk(workload, packages(workload));
            }
            stock.putBack();
        }
    }

    private void round(int round) throws IOException {
        List<Runnable> slices = new ArrayList<>();
        for (Workload workload : workloads) {
            slices.add(() -> database(workload));
            slices.add(() -> application(workload));
        }
        slices.add(() -> ping(1));
        slices.add(() -> ping(Stock.CLIENTS));
        // so far that over the rounds each slice comes early and late
        Collections.rotate(slices, round * 5);
        slices.forEach(Runnable::run);
        figures.load(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        say("round " + round + ": " + figures.last());
    }

    private void database(Workload workload) {
        prepare(workload);
        try {
            figures.database(workload, generators.pgbench(packages(workload), statements.get(workload)));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void application(Workload workload) {
        prepare(workload);
        lookUp(packages(workload));
        Duration before = cpu();
        long log = position();
        try {
            double rate = generators.wrk(workload, packages(workload));
            figures.application(workload, rate);
            if (workload == Workload.POLL_AT_16) {
                figures.cpu(cpu().minus(before).toNanos() / (rate * settings.number("seconds", 3)));
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        if (workload.retrieves()) {
            long retrieved = server.number("SELECT count(*) FROM retrieval");
            figures.log(workload, (double) (position() - log) / retrieved);
        }
    }

    /**
     * Once a minute a package's keys are looked up in the long way, which of a slice would be a far greater part than of a minute: so none comes
     * within a slice. Each package makes a call before, that is not counted, once the last look-up is forgotten.
     */
    private void lookUp(List<Package> packages) {
        for (Package software : packages) {
            Instant forgotten = lookedUp.getOrDefault(software, warmedUp).plus(LOOKED_UP);
            if (Instant.now().plusSeconds(settings.number("seconds", 3) + 2).isAfter(forgotten)) {
                sleepUntil(forgotten);
                Workload.POLL_AT_16.call(node.address(), software, 1);
                lookedUp.put(software, Instant.now());
            }
        }
    }

    private static void sleepUntil(Instant time) {
        try {
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), time).toMillis()));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void prepare(Workload workload) {
        if (workload.retrieves()) {
            stock.putBack();
        }
    }

    private void ping(int clients) {
        try {
            figures.ping(clients, generators.ping(clients, PING));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private long position() {
        return server.number("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    private Duration cpu() {
        return node.process().info().totalCpuDuration().orElseThrow();
    }

    /**
     * Two queues are emptied, one before the vacuum and one while an old snapshot keeps its dead rows; both are polled from their beginning
     * in turns, with and without the server.
     */
    private void heldSnapshot() throws Exception {
        say("polling beside an old snapshot");
        stock.putBack();
        Package vacuumed = stock.downloading().get(0);
        Package held = stock.downloading().get(1);
        empty(vacuumed);
        server.execute("VACUUM pending", "VACUUM delivery_queue");
        try (Connection old = server.database().connect()) {
            old.setAutoCommit(false);
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            old.createStatement().executeQuery("SELECT count(*) FROM pending").close();
            empty(held);
            List<Package> both = List.of(vacuumed, held);
            List<Statements> asked =
                    Statements.of(server, both, () -> {}, software -> Workload.PAGE.call(node.address(), software, 1));
            for (int round = 0; round < settings.number("rounds", 6); round++) {
                double[][] rates = new double[2][];
                for (int i = 0; i < 2; i++) {
                    int which = (round + i) % 2;
                    List<Package> one = List.of(both.get(which));
                    rates[which] = new double[] {
                        generators.pgbench(one, List.of(asked.get(which))), generators.poll(one.get(0))
                    };
                }
                figures.held(rates[0][0] / rates[1][0], rates[0][1] / rates[1][1]);
            }
        }
    }

    private void empty(Package software) {
        for (int page = 1; page <= software.many() / Stock.PAGE; page++) {
            Workload.ACKNOWLEDGE.call(node.address(), software, page);
        }
        // the first poll after that finds where the next document will lie
        for (int i = 0; i < 20; i++) {
            Workload.PAGE.call(node.address(), software, 1);
        }
    }

    private static void say(String what) {
        System.out.println(Instant.now().toString().substring(11, 19) + " " + what);
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static String range(List<Double> values, String format) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return format.formatted(sorted[0]) + "–" + format.formatted(sorted[sorted.length - 1]);
    }
}
