package koppel.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Koppel as {@code mvn -Prun} starts it: the built launcher in a process of its own. */
public final class MicroNode implements Node {

    /** A machine that does other things at the same time may need more. */
    private static final Duration LONGEST_START = Duration.ofMinutes(Long.getLong("koppel.patience.minutes", 3));

    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

    private final Process process;
    private final Path output;
    private final URI address;

    private MicroNode(Process process, Path output, URI address) {
        this.process = process;
        this.output = output;
        this.address = address;
    }

    /** A node on the given database; several may share one. */
    public static MicroNode start(Path directory, TestDatabase database, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("KOPPEL_DATASOURCE_URL", database.url());
        all.put("KOPPEL_DATASOURCE_USER", database.user());
        all.put("KOPPEL_DATASOURCE_PASSWORD", database.password());
        return start(directory, all);
    }

    /** A node with an embedded database of its own, unless the settings name another. */
    public static MicroNode start(Path directory, Map<String, String> settings) {
        MicroNode node = launch(directory, settings);
        try {
            node.awaitReady();
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        return node;
    }

    /** Only begins to start one; whether it succeeds is the test's question. */
    public static MicroNode launch(Path directory, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        String port = all.computeIfAbsent("KOPPEL_HTTP_PORT", name -> Integer.toString(Ports.free()));
        try {
            Path output = Files.createTempFile(Files.createDirectories(directory), "console-", ".txt");
            List<String> line = new ArrayList<>();
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.add("@" + launcher().resolveSibling("jvm.options"));
            line.addAll(Node.javaOptions());
            line.add("-Dkoppel.run.stopWithParent=true");
            line.add("-jar");
            line.add(launcher().toString());
            ProcessBuilder builder = new ProcessBuilder(line);
            builder.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("KOPPEL_"));
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            builder.environment().putAll(all);
            return new MicroNode(builder.start(), output, URI.create("http://127.0.0.1:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Modules lie side by side, and a module's tests run in its own directory; benchmarks run in the project's. */
    private static Path launcher() {
        Path built = Path.of("run", "target", "koppel", "koppel-run.jar");
        return Stream.of(Path.of(".."), Path.of(""))
                .map(project -> project.resolve(built).toAbsolutePath().normalize())
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Not built: " + built));
    }

    private void awaitReady() {
        for (Instant end = Instant.now().plus(LONGEST_START); Instant.now().isBefore(end); sleep()) {
            if (console().contains("Koppel is ready")) {
                return;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("The node ended with " + process.exitValue() + ": " + console());
            }
        }
        throw new IllegalStateException("The node is not ready after " + LONGEST_START + ": " + console());
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has printed so far. */
    public String console() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows the given words on the screen, such as the made-up password after {@code Password}. */
    public List<String> onScreen(String words) {
        return console()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(words))
                .map(line -> line.substring(words.length()).strip())
                .toList();
    }

    /** How it ended, once it has. */
    public int exitStatus() {
        try {
            if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The node does not end: " + console());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The node does not stop: " + console());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
