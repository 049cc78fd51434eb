package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import koppel.harness.MicroNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents give to copy does what they say, when it is copied: the commands and the Java of README.md and docs/vendors.md. */
class CopiedFromDocumentsIT {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** A call that is refused ends the script, as it would not end a person's. */
    private static final String CAREFUL = """
            set -eo pipefail
            curl() { command curl --fail-with-body "$@" && echo; }
            """;

    @TempDir
    private Path directory;

    private MicroNode micro;

    @BeforeEach
    void start() throws IOException {
        Map<String, String> settings = new HashMap<>(Administrator.SETTINGS);
        settings.put("KOPPEL_ADMIN_EMAIL", "admin@localhost");
        micro = MicroNode.start(directory.resolve("node"), settings);
        for (String example : List.of("invoice.xml", "credit-note.xml")) {
            Path place = directory.resolve("docs/examples").resolve(example);
            Files.createDirectories(place.getParent());
            Files.copy(PROJECT.resolve("docs/examples").resolve(example), place);
        }
    }

    @AfterEach
    void stop() {
        micro.close();
    }

    /** The blocks of a document that are in this language, from a heading on. */
    private static List<String> blocks(String document, String heading, String language) throws IOException {
        String text = Files.readString(PROJECT.resolve(document));
        Matcher matcher = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(text.substring(text.indexOf(heading)));
        return matcher.results().map(found -> found.group(1)).toList();
    }

    /** @return what it printed, errors too */
    private String bash(String script) throws Exception {
        Path file = Files.writeString(directory.resolve("copied.sh"), script);
        // through a pipe, since a script that writes to /dev/stderr would open a file anew
        ProcessBuilder bash = new ProcessBuilder("timeout", "180", "bash", file.toString());
        bash.directory(directory.toFile()).redirectErrorStream(true);
        bash.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, java) -> java + File.pathSeparator + path);
        Process process = bash.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private String here(String block) {
        return block.replace("http://127.0.0.1:8080", micro.address().toString());
    }

    private String story() throws IOException {
        return here(blocks("README.md", "## The story, to copy", "sh").get(0))
                .replace("\"password\":\"…\"", "\"password\":\"" + Administrator.PASSWORD + "\"");
    }

    @Test
    void theStoryOfTheReadme() throws Exception {
        // a machine that runs tests is slower than one that shows a story
        String printed = bash(story().replace("sleep 2", "sleep 10"));
        assertThat(printed)
                .contains("\"withdrawn\":1", "keys-revoked", "\"reason\":\"reoffered\"", "the same bytes")
                .endsWith("{\"items\":[],\"next\":null}");
    }

    @Test
    void theCommandsAndTheJavaOfTheVendorsGuide() throws Exception {
        JsonObject accessPoint = Administrator.signIn(micro.address(), "admin@localhost")
                .http()
                .post("/portal/v1/accessPoints", "{\"name\": \"The network\"}")
                .expect(201)
                .json();

        String java = blocks("docs/vendors.md", "## 6.", "java").get(0);
        Files.writeString(directory.resolve("Retrieve.java"), java);
        StringBuilder script = new StringBuilder(CAREFUL).append(organisationsAndConnections());
        script.append(
                "ACCESS_POINT='%s:%s'\n".formatted(accessPoint.getString("clientId"), accessPoint.getString("secret")));
        for (String block : blocks("docs/vendors.md", "## 1.", "sh")) {
            if (!block.startsWith("mvn ")) {
                script.append(here(block)
                        .replace("SEND='kpl_app_…:kpl_sec_…'", "SEND=$SEND")
                        .replace("RETRIEVE='kpl_app_…:kpl_sec_…'", "RETRIEVE=$RETRIEVE"));
            }
        }
        assertThat(script.toString()).doesNotContain("…'");
        String printed = bash(script.toString());

        assertThat(printed)
                .contains(
                        "{\"name\":\"Basecone\"}",
                        "\"canReceiveDocument\":true",
                        "\"valid\":true",
                        "{\"id\":\"0106:87654321\"}",
                        "\"reason\":\"received\"",
                        "\"outcome\":\"alreadyAcknowledged\"",
                        "have ");
        String invoice = Files.readString(PROJECT.resolve("docs/examples/invoice.xml"));
        String creditNote = Files.readString(PROJECT.resolve("docs/examples/credit-note.xml"));
        String another = invoice.replace("2026-0001", "2026-0003");
        assertThat(Files.readString(directory.resolve("invoice.xml"))).isIn(invoice, creditNote);
        assertThat(Files.readString(directory.resolve("leased.xml"))).isEqualTo(another);
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> byJava = files.filter(
                            file -> file.getFileName().toString().matches("[0-9a-f-]{36}\\.xml"))
                    .toList();
            assertThat(byJava).hasSize(2);
            for (Path file : byJava) {
                assertThat(Files.readString(file)).isIn(invoice, creditNote, another);
            }
        }
    }

    /** What the guide's first step has the readme for. */
    private String organisationsAndConnections() throws IOException {
        String story = story();
        return story.substring(0, story.indexOf("# the seller's package sends"));
    }
}
