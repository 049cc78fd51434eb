package koppel.bench.poll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koppel.bench.poll.Stock.Package;

/** The programs that make the load: pgbench for the database alone, wrk over HTTP. What they take of the two cores themselves lowers both rates. */
final class Generators {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without");
    private static final Pattern CALLS = Pattern.compile("calls=(\\d+) microseconds=(\\d+) failed=(\\d+)");

    private final Path directory;
    private final URI node;
    private final int port;
    private final int seconds;
    private final String pgbench;
    private final String wrk;

    Generators(Path directory, URI node, int port, int seconds, String pgbench, String wrk) {
        this.directory = directory;
        this.node = node;
        this.port = port;
        this.seconds = seconds;
        this.pgbench = pgbench;
        this.wrk = wrk;
    }

    /** @throws IllegalStateException that says how to get what is missing */
    static void require(String program, String from) {
        try {
            new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            throw new IllegalStateException("This needs " + program + ": apt-get install " + from, missing);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /**
     * Transactions a second of the database alone: a process for each package, since none may take what another has taken, and a client that
     * had to prepare the statements of all packages would spend much of a slice on it.
     */
    double pgbench(List<Package> packages, List<Statements> statements) throws IOException {
        List<Process> running = new ArrayList<>();
        for (int i = 0; i < packages.size(); i++) {
            running.add(pgbench(packages.get(i), statements.get(i)));
        }
        double sum = 0;
        for (Process process : running) {
            sum += Double.parseDouble(found(TPS, output(process)).get(0));
        }
        return sum;
    }

    private Process pgbench(Package software, Statements statements) throws IOException {
        Path script = Files.createTempFile(directory, "script", ".sql");
        Files.writeString(script, statements.script(software));
        List<String> command = new ArrayList<>(List.of(
                pgbench,
                "--no-vacuum",
                "--protocol=prepared",
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=postgres",
                "--client=1",
                "--time=" + seconds,
                "-Dn=0",
                "--file=" + script));
        command.addAll(statements.definitions(software));
        command.add("postgres");
        return start(command);
    }

    /** Calls a second over HTTP; none may fail. */
    double wrk(Workload workload, List<Package> packages) throws IOException {
        return wrk(workload, workload.clients(), packages);
    }

    /** Polls a second of one client that starts from the beginning. */
    double poll(Package software) throws IOException {
        return wrk(Workload.PAGE, 1, List.of(software));
    }

    private double wrk(Workload workload, int clients, List<Package> packages) throws IOException {
        StringBuilder table = new StringBuilder();
        for (Package software : packages) {
            String basic = Base64.getEncoder()
                    .encodeToString((software.appKey() + ":" + software.secret()).getBytes(StandardCharsets.UTF_8));
            table.append("  {path = \"%s\", query = \"%s\", basic = \"%s\", first = %d},%n"
                    .formatted(software.documents(), workload.query(software), basic, software.first()));
        }
        return wrk(clients, workload.retrieves(), """
                local packages = {
                %s}
                local threads = 0
                function setup(thread)
                  threads = threads + 1
                  thread:set("id", threads)
                end
                function init()
                  n = 0
                  p = packages[id] or packages[1]
                  same = {}
                  for i, each in ipairs(packages) do
                    same[i] = wrk.format("GET", each.path .. each.query, {["Host"] = wrk.headers["Host"], ["Authorization"] = "Basic " .. each.basic})
                  end
                  wrk.headers["Authorization"] = "Basic " .. p.basic
                  wrk.headers["Content-Type"] = "application/json"
                end
                function request()
                  n = n + 1
                  %s
                end
                """.formatted(table, workload.lua()), "/");
    }

    /** Calls a second of something that asks no database. */
    double ping(int clients, String path) throws IOException {
        return wrk(clients, false, "", path);
    }

    private double wrk(int clients, boolean aThreadEach, String lua, String path) throws IOException {
        Path script = Files.createTempFile(directory, "script", ".lua");
        Files.writeString(script, lua + """
                function done(summary)
                  local e = summary.errors
                  io.write(string.format("calls=%d microseconds=%d failed=%d\\n", summary.requests, summary.duration,
                    e.connect + e.read + e.write + e.status + e.timeout))
                end
                """);
        int threads = aThreadEach ? clients : Math.min(2, clients);
        String output = output(start(List.of(
                wrk,
                "--threads",
                Integer.toString(threads),
                "--connections",
                Integer.toString(clients),
                "--duration",
                seconds + "s",
                "--script",
                script.toString(),
                node + path)));
        List<String> found = found(CALLS, output);
        if (!"0".equals(found.get(2))) {
            throw new IllegalStateException("Calls failed: " + output);
        }
        return Long.parseLong(found.get(0)) * 1e6 / Long.parseLong(found.get(1));
    }

    private static List<String> found(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "No result in: " + output.lines().limit(40).toList());
        }
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(matcher.group(i));
        }
        return groups;
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", "postgres");
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static String output(Process process) {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "Ended with %d: %s",
                        status,
                        output.lines().limit(20).toList()));
            }
            return output;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
