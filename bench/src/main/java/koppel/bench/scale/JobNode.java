package koppel.bench.scale;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import koppel.bench.Api;
import koppel.bench.Settings;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;
import koppel.persistence.Database;

/** A running node whose job is started on request only, and watched until it has ended: Jakarta Batch and its repository included. */
final class JobNode implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int CALLS_A_RUN = 10;

    private static final Duration AFTER_A_RUN = Duration.ofMillis(300);

    /** Seldom, since who looks all the time slows down what is looked at: the end is told by when its row was committed. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(40);

    private static final String ENDED = """
            SELECT (extract(epoch FROM r.started_at) * 1000000)::bigint AS started,
                   (extract(epoch FROM greatest(pg_xact_commit_timestamp(r.xmin), pg_xact_commit_timestamp(e.xmin))) * 1000000)::bigint AS ended
            FROM batch_run r JOIN b_executioninstancedata e ON e.jobexecid = r.execution_id
            WHERE r.batch_run_id > ? AND r.ended_at IS NOT NULL AND e.batchstatus = 'COMPLETED' ORDER BY r.batch_run_id LIMIT 1""";

    private final MicroNode node;
    private final String token;
    private final Connection look;

    JobNode(Database database) throws IOException, SQLException {
        Map<String, String> settings = new HashMap<>(Settings.OF_NODE);
        settings.put("KOPPEL_REOFFER_SCHEDULE", "0 0 3 1 1 *");
        look = DriverManager.getConnection(database.url());
        node = MicroNode.start(
                Files.createTempDirectory("koppel-job"),
                new TestDatabase(database.url().replaceFirst("\\?.*", ""), "postgres", "postgres"),
                settings);
        token = Api.tokenOf(node.address(), Settings.EMAIL, Settings.PASSWORD);
    }

    /**
     * How long a run took, in microseconds.
     *
     * @param whole from the request that asks for it until its end is on record and in the batch runtime's repository, as the database says when
     *     it was committed
     * @param job from when the node became the job's owner to the same moment: without the request, the kick and the look whether there is
     *     something to do
     */
    record Run(long whole, long job) {}

    /** Lets the job run over and over, and makes the calls that a node in use answers all day beside it. */
    void warmUp(Duration time, Runnable prepare) {
        Api operator = Api.bearer(token);
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            run(prepare, Duration.ofMillis(10));
            for (int call = 0; call < CALLS_A_RUN; call++) {
                operator.get(node.address(), "/portal/v1/batchRuns?limit=1").expect(200);
            }
        }
    }

    /**
     * Lets the job run over what is made due.
     *
     * @param prepare makes it due
     */
    Run run(Runnable prepare) {
        return run(prepare, AFTER_A_RUN);
    }

    private Run run(Runnable prepare, Duration pause) {
        try {
            // a run that got something done is followed by a look at what is left, which is not to take what this one
            // is for
            Thread.sleep(pause.toMillis());
            long before = number("SELECT coalesce(max(batch_run_id), ?) FROM batch_run", 0);
            prepare.run();
            // the database's clock is this machine's
            Instant begin = Instant.now();
            ask();
            Optional<Run> run = ended(before, begin);
            while (run.isEmpty()) {
                if (Instant.now().isAfter(begin.plus(PATIENCE))) {
                    throw new IllegalStateException("The run does not end");
                }
                Thread.sleep(BETWEEN_LOOKS.toMillis());
                run = ended(before, begin);
            }
            return run.get();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** On this thread: what Java's asynchronous client spends on threads of its own, some milliseconds after a pause, is not the node's. */
    private void ask() {
        try {
            HttpURLConnection request = (HttpURLConnection) node.address()
                    .resolve("/portal/v1/batchRuns/reoffer")
                    .toURL()
                    .openConnection();
            request.setRequestMethod("POST");
            request.setRequestProperty("Authorization", "Bearer " + token);
            request.setDoOutput(true);
            request.setFixedLengthStreamingMode(0);
            request.getOutputStream().close();
            if (request.getResponseCode() != 202) {
                throw new IllegalStateException("The job was not started: " + request.getResponseCode());
            }
            try (InputStream answer = request.getInputStream()) {
                answer.readAllBytes();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Optional<Run> ended(long before, Instant begin) throws SQLException {
        try (PreparedStatement query = look.prepareStatement(ENDED)) {
            query.setLong(1, before);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Run(
                                row.getLong("ended") - ChronoUnit.MICROS.between(Instant.EPOCH, begin),
                                row.getLong("ended") - row.getLong("started")))
                        : Optional.empty();
            }
        }
    }

    private long number(String sql, long parameter) throws SQLException {
        try (PreparedStatement query = look.prepareStatement(sql)) {
            query.setLong(1, parameter);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        node.close();
        look.close();
    }
}
