package koppel.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;

/** One node and one browser for all tests of this JVM; each test has organisations and a browser profile of its own. */
final class Installation {

    static final String EMAIL = "admin@koppel.example";
    static final String PASSWORD = "a password for a test";

    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("KOPPEL_CHROMIUM", "/usr/bin/chromium"));

    /** Without these it calls home at every start, and waits. */
    private static final List<String> SWITCHES = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** In milliseconds. */
    static final int LONGEST_WAIT = 30_000;

    private static final Installation SHARED = new Installation();

    private final TestDatabase database;
    private final MicroNode node;
    private final Playwright playwright;
    private final Browser browser;

    private Installation() {
        if (!Files.isExecutable(CHROMIUM)) {
            throw new IllegalStateException("The console's tests need Chromium, and there is none at " + CHROMIUM
                    + ". Install it (Debian: apt-get install chromium), or name it in KOPPEL_CHROMIUM.");
        }
        playwright = Playwright.create();
        // a machine that does much else is slow, not wrong
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_WAIT);
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(SWITCHES));
        database = TestDatabase.create();
        node = MicroNode.start(
                directory(),
                database,
                Map.of(
                        "KOPPEL_KEY_PEPPER",
                        "0123456789abcdef0123456789abcdef0123456789abcdef",
                        "KOPPEL_ADMIN_EMAIL",
                        EMAIL,
                        "KOPPEL_ADMIN_PASSWORD",
                        PASSWORD,
                        // a test plays the part of a vendor's connector
                        "KOPPEL_OUTBOUND_PRIVATE",
                        "true"));
        Runtime.getRuntime().addShutdownHook(new Thread(node::close));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "node-").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static URI address() {
        return SHARED.node.address();
    }

    static TestDatabase database() {
        return SHARED.database;
    }

    static Browser browser() {
        return SHARED.browser;
    }

    static Playwright playwright() {
        return SHARED.playwright;
    }
}
