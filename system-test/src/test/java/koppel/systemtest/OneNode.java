package koppel.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import koppel.harness.MicroNode;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A node with an embedded database. Classes whose tests make whatever they need, and look at that alone, share one, which lives as long as the
 * Java that runs them; others have one of their own from before their first test until after their last.
 */
final class OneNode implements BeforeAllCallback, AfterAllCallback {

    private static OneNode shared;

    private final Map<String, String> settings;
    private Path directory;
    private MicroNode node;

    private OneNode(Map<String, String> further) {
        settings = new HashMap<>(Administrator.SETTINGS);
        settings.putAll(further);
    }

    static synchronized OneNode shared() {
        if (shared == null) {
            shared = new OneNode(Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(shared::stop));
        }
        return shared;
    }

    static OneNode own() {
        return own(Map.of());
    }

    /** @param further settings, beside those with which the administrator signs in */
    static OneNode own(Map<String, String> further) {
        return new OneNode(further);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (node == null) {
            directory = Files.createTempDirectory("koppel-node");
            node = MicroNode.start(directory, settings);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (this != shared) {
            stop();
        }
    }

    private void stop() {
        if (node != null) {
            node.close();
        }
        if (directory != null) {
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> left = Files.walk(directory)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return node.address();
    }

    /** All that it has written into its log so far. */
    String log() {
        return written("koppel-.*\\.log");
    }

    /** All that it has written into its logs and on its console, the database's included. */
    String logs() {
        return written(".*\\.(log|txt)");
    }

    private String written(String names) {
        try (Stream<Path> files = Files.walk(directory)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(path -> path.getFileName().toString().matches(names))
                    .filter(Files::isRegularFile)
                    .toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessHandle process() {
        return node.process();
    }
}
