package koppel.systemtest;

import java.io.IOException;
import java.net.URI;
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

/** A node with a database of its own, from before the first test of a class until after its last. */
final class OneNode implements BeforeAllCallback, AfterAllCallback {

    private final Map<String, String> settings;
    private Path directory;
    private MicroNode node;

    OneNode() {
        this(Map.of());
    }

    /** @param further settings, beside those with which the administrator signs in */
    OneNode(Map<String, String> further) {
        settings = new HashMap<>(Administrator.SETTINGS);
        settings.putAll(further);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("koppel-node");
        node = MicroNode.start(directory, settings);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (node != null) {
            node.close();
        }
        try (Stream<Path> left = Files.walk(directory)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    URI address() {
        return node.address();
    }

    ProcessHandle process() {
        return node.process();
    }
}
