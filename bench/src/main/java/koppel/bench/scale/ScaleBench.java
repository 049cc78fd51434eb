package koppel.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.bench.Settings;
import koppel.connection.Acknowledgement;
import koppel.connection.ConnectionId;
import koppel.connection.KeyHolder;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.QueueId;
import koppel.delivery.Share;
import koppel.delivery.StartingEpochs;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;
import koppel.softwarepackage.SoftwarePackages;

/**
 * Measures on the real schema, for 10⁵, 10⁶ and 10⁷ documents on a thousand connections that were all revoked and reconnected: the re-offer
 * of everything by the job of a running node, from the request to the end of the run, Jakarta Batch's repository included; beside it, in
 * the same run, the best single statement for the same effect where each offer is a row, and cheaper ones that forget what was before; and,
 * by the real adapters without a server, a scan, an empty poll and a page. {@code -Dkoppel.fsync=on -Dkoppel.buffers=4GB … --sizes=100000,1000000 --report=directory}
 */
public final class ScaleBench {

    private static final int ROUNDS = 7;
    private static final int POLLS = 3000;
    private static final int CHUNK = 1000;

    /** The node's code is compiled by then. */
    private static final Duration WARM_UP = Duration.ofSeconds(90);

    private final Settings settings;
    private final List<Measured> measured = new ArrayList<>();

    private ScaleBench(Settings settings) {
        this.settings = settings;
    }

    /** What was found for one number of documents; times in microseconds. */
    record Measured(
            long documents,
            long unretrieved,
            double scan,
            double reoffer,
            double job,
            double wal,
            double rows,
            double rowsWal,
            Ratio faster,
            Ratio jobFaster,
            double overwritten,
            double overwrittenWal,
            Ratio overwrittenFaster,
            double blind,
            double poll,
            double page) {}

    /** The median of the rounds' ratios, and their range. */
    record Ratio(double median, double least, double most) {

        static Ratio of(List<double[]> rounds, int dividend, int divisor) {
            double[] ratios = rounds.stream()
                    .mapToDouble(round -> round[dividend] / round[divisor])
                    .sorted()
                    .toArray();
            return new Ratio(middle(ratios), ratios[0], ratios[ratios.length - 1]);
        }

        @Override
        public String toString() {
            return "%.1f (%.1f–%.1f)".formatted(median, least, most);
        }
    }

    public static void main(String[] arguments) throws Exception {
        new ScaleBench(new Settings(arguments)).run();
        System.exit(0);
    }

    private void run() throws IOException, SQLException {
        long[] sizes = Arrays.stream(
                        settings.text("sizes", "100000,1000000,10000000").split(",", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        for (long size : sizes) {
            Database database = Database.fresh("scale" + size);
            System.out.println("filling " + size);
            Ledger ledger = new Ledger(database, size);
            ledger.fill();
            Installation koppel = Installation.on(database);
            try (JobNode node = new JobNode(database)) {
                ledger.pending(1);
                node.warmUp(WARM_UP, ledger::makeDue);
                measure(database, ledger, koppel, node, size, Math.max(1, size / Ledger.QUEUES / 100));
                if (size / Ledger.QUEUES / 100 < Ledger.YOUNG) {
                    measure(database, ledger, koppel, node, size, Ledger.YOUNG);
                }
            }
            database.execute("TRUNCATE document CASCADE");
            database.execute("TRUNCATE retrieval, offer_row, offer_record");
            report();
        }
    }

    /** After each size, so that what was found is not lost with what takes longer. */
    private void report() throws IOException {
        String text = table();
        System.out.println(text);
        Path directory = Path.of(settings.text("report", "."));
        Files.writeString(directory.resolve("scale.md"), text);
        Files.writeString(directory.resolve("scale.svg"), new GrowthPlot(measured).svg());
    }

    private void measure(
            Database database, Ledger ledger, Installation koppel, JobNode node, long size, long perQueue) {
        System.out.println("measuring " + size + " with " + perQueue + " unretrieved on each connection");
        ledger.pending(perQueue);
        double blind = blindRows(database, ledger, perQueue);
        ledger.rowPerOffer(perQueue, true);
        List<double[]> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long[] before = new long[2];
            JobNode.Run run = node.run(() -> {
                ledger.makeDue();
                before[0] = time(() -> scan(koppel));
                before[1] = wal(database);
            });
            long scan = before[0];
            long wal = wal(database) - before[1];
            requireAllOffered(database, perQueue);
            double[] rows = rows(database, ledger.reofferRowsOnRecord());
            double[] overwritten = rows(database, ledger.reofferRowsOverwritten());
            double[] polls = polls(database, koppel);
            rounds.add(new double[] {
                scan, run.whole(), run.job(), wal, rows[0], rows[1], overwritten[0], overwritten[1], polls[0], polls[1]
            });
            System.out.println(Arrays.toString(rounds.get(round)));
        }
        // the first round warms up
        List<double[]> counted = rounds.subList(1, rounds.size());
        measured.add(new Measured(
                size,
                perQueue * Ledger.QUEUES,
                median(counted, 0),
                median(counted, 1),
                median(counted, 2),
                median(counted, 3),
                median(counted, 4),
                median(counted, 5),
                Ratio.of(counted, 4, 1),
                Ratio.of(counted, 4, 2),
                median(counted, 6),
                median(counted, 7),
                Ratio.of(counted, 6, 1),
                blind,
                median(counted, 8),
                median(counted, 9)));
    }

    /** @return microseconds and bytes of WAL */
    private static double[] rows(Database database, String statement) {
        long wal = wal(database);
        double took = time(() -> database.execute(statement));
        double[] found = {took, wal(database) - wal};
        database.execute("VACUUM offer_row");
        return found;
    }

    /** The rows without positions: what it costs to tell nobody that remembers. */
    private static double blindRows(Database database, Ledger ledger, long perQueue) {
        ledger.rowPerOffer(perQueue, false);
        List<double[]> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(new double[] {time(() -> database.execute(Ledger.REOFFER_ROWS))});
            database.execute("VACUUM offer_row");
        }
        return median(rounds.subList(1, rounds.size()), 0);
    }

    private static void requireAllOffered(Database database, long perQueue) {
        long offered = database.number("""
                SELECT count(*) FROM delivery_queue q JOIN queue_epoch e USING (organisation_id, queue_id, epoch)
                WHERE q.open AND e.offered_count = ?""", perQueue);
        if (offered != Ledger.QUEUES) {
            throw new IllegalStateException(offered + " queues offer everything");
        }
    }

    private static double middle(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double median(List<double[]> rounds, int column) {
        double[] values =
                rounds.stream().mapToDouble(round -> round[column]).sorted().toArray();
        return middle(values);
    }

    /** In microseconds. */
    private static long time(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begin).toNanos() / 1000;
    }

    private static long wal(Database database) {
        return database.number("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    /** All that is due, page by page, as the job reads it. */
    private static List<QueueId> scan(Installation koppel) {
        List<QueueId> due = new ArrayList<>();
        List<QueueId> page = List.of();
        do {
            Optional<QueueId> last = page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1));
            page = koppel.in(() -> koppel.use(StartingEpochs.class).due(last, CHUNK, Share.ALL));
            due.addAll(page);
        } while (!page.isEmpty());
        if (due.size() != Ledger.QUEUES) {
            throw new IllegalStateException(due.size() + " are due");
        }
        return due;
    }

    /** @return microseconds of a poll that finds nothing new, and of a page of up to a hundred */
    private static double[] polls(Database database, Installation koppel) {
        List<KeyHolder> holders = holders(database, koppel);
        Offers offers = koppel.use(Offers.class);
        int epoch = (int) database.number("SELECT max(epoch) FROM delivery_queue");
        Optional<OfferCursor> behind = Optional.of(new OfferCursor(epoch, Long.MAX_VALUE - 1));
        double empty = polls(holders, koppel, offers, behind, POLLS);
        return new double[] {empty, polls(holders, koppel, offers, Optional.empty(), POLLS / 3)};
    }

    private static double polls(
            List<KeyHolder> holders, Installation koppel, Offers offers, Optional<OfferCursor> after, int times) {
        return time(() -> {
                    for (int i = 0; i < times; i++) {
                        KeyHolder holder = holders.get(i * 7 % holders.size());
                        koppel.in(() -> offers.list(
                                holder,
                                holder.owner(),
                                Direction.PURCHASE,
                                after,
                                100,
                                koppel.clock().now()));
                    }
                })
                / (double) times;
    }

    private static List<KeyHolder> holders(Database database, Installation koppel) {
        var yuki =
                koppel.in(() -> koppel.use(SoftwarePackages.class).byId("yuki")).orElseThrow();
        return database
                .texts("SELECT organisation_id || ' ' || connection_id FROM connection ORDER BY organisation_id")
                .stream()
                .map(text -> text.split(" ", -1))
                .map(parts -> new KeyHolder(
                        new ConnectionId(UUID.fromString(parts[1])),
                        new OrganisationId(Integer.parseInt(parts[0])),
                        1,
                        "Yuki",
                        yuki,
                        Acknowledgement.ON_DOWNLOAD,
                        Duration.ofSeconds(900)))
                .toList();
    }

    private String table() {
        StringBuilder text = new StringBuilder("""
                | documents | unretrieved | scan ms | re-offer ms, from the request | the job alone ms | WAL KB \
                | rows, each offer on record ms | WAL KB | times faster, from the request | the job alone \
                | rows, overwritten ms | WAL KB | times faster, from the request | rows without positions ms | empty poll µs | page µs |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        for (Measured one : measured) {
            text.append(
                    "| %,d | %,d | %.1f | %.1f | %.1f | %,.0f | %.1f | %,.0f | %s | %s | %.1f | %,.0f | %s | %.1f | %.0f | %.0f |%n"
                            .formatted(
                                    one.documents(),
                                    one.unretrieved(),
                                    one.scan() / 1000,
                                    one.reoffer() / 1000,
                                    one.job() / 1000,
                                    one.wal() / 1024,
                                    one.rows() / 1000,
                                    one.rowsWal() / 1024,
                                    one.faster(),
                                    one.jobFaster(),
                                    one.overwritten() / 1000,
                                    one.overwrittenWal() / 1024,
                                    one.overwrittenFaster(),
                                    one.blind() / 1000,
                                    one.poll(),
                                    one.page()));
        }
        return text.toString();
    }
}
