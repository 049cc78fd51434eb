package koppel.bench.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntConsumer;
import koppel.bench.Settings;
import koppel.harness.TestDatabase;

/**
 * Kills nodes (kill -9) under load, or has the database end all of their connections, at random moments and at named points, and counts the
 * rows afterwards. Nothing but the nodes themselves mends anything.
 * {@code --kills=200 --ends=0 --nodes=2 --buyers=6 --seed=… --minutes=600 --report=file}
 */
public final class CrashBench {

    private final Settings settings;
    private final long seed;
    private final Random random;
    private final TestDatabase database = TestDatabase.create();
    private final Tally deeds = new Tally();
    private final Tally kills = new Tally();
    private final Tally ends = new Tally();
    private final int nodeCount;

    /** What is done to a node. */
    private record Blow(Tally tally, IntConsumer at) {}

    private CrashBench(Settings settings) {
        this.settings = settings;
        this.seed = settings.number("seed", System.nanoTime());
        this.random = new Random(seed);
        this.nodeCount = (int) settings.number("nodes", 2);
    }

    public static void main(String[] arguments) throws Exception {
        long defects = new CrashBench(new Settings(arguments)).run();
        System.exit(defects == 0 ? 0 : 1);
    }

    private long run() throws Exception {
        say("seed " + seed);
        Instant begin = Instant.now();
        Path directory = Files.createTempDirectory("koppel-crash");
        Watch watch = new Watch(database);
        try (Nodes nodes = new Nodes(nodeCount, directory, database)) {
            Load load = new Load(nodes, deeds, (int) settings.number("buyers", 6), seed);
            load.begin();
            watch.begin();
            List<Blow> blows = blows(nodes);
            Instant latest = begin.plus(Duration.ofMinutes(settings.number("minutes", 600)));
            for (int done = 0; done < blows.size() && Instant.now().isBefore(latest); done++) {
                strike(nodes, blows.get(done));
                nodes.failIfOneDoesNotStart();
                if ((done + 1) % 10 == 0) {
                    say("%d of %d, %d sent, %s since the start"
                            .formatted(
                                    done + 1,
                                    blows.size(),
                                    load.sent().size(),
                                    Duration.between(begin, Instant.now())));
                    write(report(begin, "still running, " + (done + 1) + " so far"));
                }
            }
            nodes.awaitAll();
            load.close();
            watch.end();
            long hidden = Counted.hidden(database);
            Instant last = Instant.now();
            drain(nodes, load);
            Counted counted = Counted.in(database, hidden, load.sent(), load.consumers());
            String drained =
                    "drained in " + Duration.between(last, Instant.now()).toSeconds() + " s";
            String text = report(begin, drained) + "\nLongest time that a queue stayed due: "
                    + watch.longestDue().toMillis() + " ms\n\n" + counted.table();
            write(text);
            say(text);
            return counted.defects() + deeds.of(Tally.MISDELIVERED) + deeds.of(Tally.DEFECT_ANSWERED);
        }
    }

    private List<Blow> blows(Nodes nodes) {
        List<Blow> blows = new ArrayList<>();
        blows.addAll(Collections.nCopies((int) settings.number("kills", 200), new Blow(kills, nodes::kill)));
        blows.addAll(Collections.nCopies((int) settings.number("ends", 0), new Blow(ends, nodes::endConnections)));
        Collections.shuffle(blows, random);
        return blows;
    }

    /** At least one node is up; often the other one is just starting, and sometimes both die together. */
    private void strike(Nodes nodes, Blow blow) {
        while (nodes.up().isEmpty()) {
            nodes.failIfOneDoesNotStart();
            Consumer.pause(50);
        }
        Consumer.pause(300 + random.nextInt(2500));
        if (random.nextInt(5) < 3) {
            Brake brake = Brake.ALL.get(random.nextInt(Brake.ALL.size()));
            OptionalInt struck = brake.hold(database, nodeCount, blow.at());
            if (struck.isPresent()) {
                blow.tally().count(brake.point());
                return;
            }
            blow.tally().count("(nobody came by: " + brake.point() + ")");
        }
        List<Integer> up = nodes.up();
        if (up.isEmpty()) {
            return;
        }
        blow.at().accept(up.get(random.nextInt(up.size())));
        blow.tally().count("at random");
    }

    /** People ask for everything that was left, the nodes do it, the packages take it. */
    private void drain(Nodes nodes, Load load) throws SQLException {
        URI node = nodes.any().orElseThrow();
        for (Consumer consumer : load.consumers()) {
            consumer.drain(node, load.administrator());
        }
        Instant end = Instant.now().plusSeconds(120);
        while (busy() && Instant.now().isBefore(end)) {
            Consumer.pause(200);
        }
        // the last leases lapse
        Consumer.pause(6000);
        for (Consumer consumer : load.consumers()) {
            while (consumer.takeAll(node) > 0) {
                say("drained a page of " + consumer.partyId());
            }
        }
    }

    private boolean busy() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT EXISTS (SELECT 1 FROM delivery_queue WHERE due_since IS NOT NULL)
                            OR EXISTS (SELECT 1 FROM reoffer_run WHERE state = 'running')
                            OR EXISTS (SELECT 1 FROM batch_run WHERE state = 'running')""")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private String report(Instant begin, String state) {
        return "Seed %d, %d nodes, %s, %s.%n%n%s%s| done meanwhile | times |%n|---|---|%n%s"
                .formatted(
                        seed,
                        nodeCount,
                        Duration.between(begin, Instant.now()),
                        state,
                        table("killed", kills),
                        table("ended by the database: all connections of a node", ends),
                        deeds.rows());
    }

    private static String table(String what, Tally tally) {
        String rows = tally.rows();
        return rows.isEmpty() ? "" : "| %s | times |%n|---|---|%n%s%n".formatted(what, rows);
    }

    private void write(String text) {
        String file = settings.text("report", "");
        if (!file.isEmpty()) {
            try {
                Files.writeString(Path.of(file), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
