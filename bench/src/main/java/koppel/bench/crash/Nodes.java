package koppel.bench.crash;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import koppel.bench.Settings;
import koppel.harness.MicroNode;
import koppel.harness.Ports;
import koppel.harness.TestDatabase;

/** The server processes on one database. Whoever is killed is started anew at once, beside the others. */
final class Nodes implements AutoCloseable {

    /** Most of a start is compiling; the lesser compiler starts in half of the time and changes nothing that is proven here. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private static final int ATTEMPTS = 5;

    private final Path directory;
    private final TestDatabase database;
    private final AtomicReferenceArray<MicroNode> ready;
    /** Each keeps its port, as an operator's nodes do, and with it the place where its server lies unpacked. */
    private final List<Integer> ports = new ArrayList<>();

    private final List<CompletableFuture<Void>> starts = new ArrayList<>();
    private volatile boolean closing;

    Nodes(int many, Path directory, TestDatabase database) {
        this.directory = directory;
        this.database = database;
        ready = new AtomicReferenceArray<>(many);
        for (int slot = 0; slot < many; slot++) {
            ports.add(Ports.free());
            starts.add(start(slot));
            // the first one makes the tables and the administrator
            starts.get(0).join();
        }
        awaitAll();
    }

    /** The database sees who is connected, so that a node can be killed just when it waits. */
    static String name(int slot) {
        return "koppel-node-" + slot;
    }

    private CompletableFuture<Void> start(int slot) {
        return CompletableFuture.runAsync(
                () -> {
                    Map<String, String> settings = new HashMap<>(Settings.OF_NODE);
                    settings.put("KOPPEL_REOFFER_SCHEDULE", "*/5 * * * * *");
                    settings.put("JAVA_TOOL_OPTIONS", QUICK_START);
                    settings.put("KOPPEL_HTTP_PORT", Integer.toString(ports.get(slot)));
                    TestDatabase named = new TestDatabase(
                            database.url() + "?ApplicationName=" + name(slot), database.user(), database.password());
                    ready.set(slot, start(directory.resolve("node" + slot), named, settings));
                },
                work -> {
                    Thread thread = new Thread(work, "start of " + name(slot));
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /** On a machine that is busy with other things a start may take longer than anybody waits; then it is tried again. */
    private static MicroNode start(Path place, TestDatabase database, Map<String, String> settings) {
        for (int attempt = 1; ; attempt++) {
            try {
                return MicroNode.start(place, database, settings);
            } catch (IllegalStateException slow) {
                if (attempt == ATTEMPTS) {
                    throw slow;
                }
                System.out.println("A start is tried again: "
                        + slow.getMessage().lines().findFirst().orElse(""));
            }
        }
    }

    /** The address of some node that is up, if one is. */
    Optional<URI> any() {
        int first = ThreadLocalRandom.current().nextInt(ready.length());
        for (int i = 0; i < ready.length(); i++) {
            MicroNode node = ready.get((first + i) % ready.length());
            if (node != null) {
                return Optional.of(node.address());
            }
        }
        return Optional.empty();
    }

    List<Integer> up() {
        List<Integer> up = new ArrayList<>();
        for (int slot = 0; slot < ready.length(); slot++) {
            if (ready.get(slot) != null) {
                up.add(slot);
            }
        }
        return up;
    }

    /** Kills a node and begins to start it again. */
    void kill(int slot) {
        MicroNode node = ready.getAndSet(slot, null);
        if (node != null && !closing) {
            node.kill();
            starts.set(slot, start(slot));
        }
    }

    /** The database ends what a node has of connections, whatever it does on them. */
    void endConnections(int slot) {
        database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '" + name(slot) + "'");
    }

    void awaitAll() {
        starts.forEach(CompletableFuture::join);
    }

    /** A start that failed is not tried again: it is a defect. */
    void failIfOneDoesNotStart() {
        starts.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
        closing = true;
        for (int slot = 0; slot < ready.length(); slot++) {
            MicroNode node = starts.get(slot).isCompletedExceptionally() ? null : ready.get(slot);
            if (node != null) {
                node.close();
            }
        }
    }
}
