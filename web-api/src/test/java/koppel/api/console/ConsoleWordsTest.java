package koppel.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import koppel.api.problem.ProblemType;
import koppel.audit.AuditTrail;
import koppel.audit.InstallationAudit;
import koppel.delivery.ReofferRun;
import koppel.delivery.WayEvent;
import koppel.document.DocumentState;
import koppel.organisation.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the server can say to the console, the console has words for, in both languages. */
class ConsoleWordsTest {

    private static final Path CONSOLE = Path.of("src/main/webapp/console");

    private static final Path STATISTICS =
            Path.of("../persistence/src/main/java/koppel/persistence/delivery/PostgresStatistics.java");

    private static final FieldSentences SAID = FieldSentences.in(
            Path.of("../domain/src/main/java"),
            Path.of("src/main/java"),
            Path.of("../persistence/src/main/java"),
            Path.of("../batch/src/main/java"));

    @ParameterizedTest
    @ValueSource(strings = {"en", "nl"})
    void everyKindOfProblemHasWords(String language) {
        assertThat(keys(language))
                .containsAll(words("problem.", Stream.of(ProblemType.values()).map(ProblemType::slug)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "nl"})
    void everyWordOfTheApiThatIsShownHasWords(String language) {
        assertThat(keys(language))
                .containsAll(
                        words("act.", Stream.of(InstallationAudit.Act.values()).map(InstallationAudit.Act::word)))
                .containsAll(words("act.", Stream.of(AuditTrail.Act.values()).map(AuditTrail.Act::word)))
                .containsAll(words(
                        "document.state.", Stream.of(DocumentState.values()).map(DocumentState::word)))
                .containsAll(words("way.", Stream.of(WayEvent.Kind.values()).map(WayEvent.Kind::word)))
                .containsAll(
                        words("run.state.", Stream.of(ReofferRun.State.values()).map(ReofferRun.State::word)))
                .containsAll(words(
                        "reoffer.skipped.",
                        Stream.of(ReofferRun.SkipReason.values()).map(ReofferRun.SkipReason::word)))
                .containsAll(words("role.", Stream.of(Role.values()).map(Role::word)))
                .containsAll(words("attention.", found("SELECT '(\\w+)'", STATISTICS)));
    }

    @Test
    void everySentenceAboutAFieldHasDutchWords() {
        Set<String> dutch = keysOf(CONSOLE.resolve("messages/nl/sentences.js"));
        assertThat(SAID.places().entrySet())
                .allSatisfy(said -> assertThat(List.of(said.getKey(), FieldSentences.withAnyNumbers(said.getKey())))
                        .as("Dutch for what %s says: %s", said.getValue(), said.getKey())
                        .anyMatch(dutch::contains));
    }

    @Test
    void noDutchIsKeptForWhatIsNoLongerSaid() {
        Set<String> said = new TreeSet<>();
        SAID.places().keySet().forEach(sentence -> {
            said.add(sentence);
            said.add(FieldSentences.withAnyNumbers(sentence));
        });
        assertThat(said).containsAll(keysOf(CONSOLE.resolve("messages/nl/sentences.js")));
    }

    /** Else a sentence could be said that the test above never sees. */
    @Test
    void everyPlaceThatSaysSomethingAboutAFieldCouldBeRead() {
        assertThat(SAID.unread()).isEmpty();
        assertThat(SAID.places())
                .hasSizeGreaterThan(80)
                .containsEntry("A number of the Dutch KvK has 8 digits.", "Scheme.java")
                .containsEntry("This is too long for keys: at most {n} characters.", "PresentedKeys.java")
                .containsKey("Confirm that the administration is yours to connect.");
    }

    @Test
    void everyMessageThatAPageAsksForIsThere() throws IOException {
        Set<String> known = keys("en");
        try (Stream<Path> files = Files.walk(CONSOLE)) {
            List<String> missing = files.filter(file -> file.toString().endsWith(".js"))
                    .flatMap(file -> found("\\bt\\('([^'$]+)'[,)]", file))
                    .filter(key -> !known.contains(key))
                    .toList();
            assertThat(missing).isEmpty();
        }
    }

    private static List<String> words(String prefix, Stream<String> codes) {
        return codes.map(code -> prefix + code).toList();
    }

    private static Set<String> keys(String language) {
        Set<String> keys = new TreeSet<>();
        for (MatchResult part : matches(
                        "from './([\\w-]+\\.js)'", CONSOLE.resolve("messages/" + language + "/index.js"))
                .toList()) {
            keys.addAll(keysOf(CONSOLE.resolve("messages/" + language + "/" + part.group(1))));
        }
        return keys;
    }

    private static Set<String> keysOf(Path file) {
        Set<String> keys = new TreeSet<>();
        matches("(?:^|, )\\s*'((?:[^'\\\\]|\\\\.)+)': ", file)
                .forEach(match -> keys.add(match.group(1).replace("\\'", "'")));
        return keys;
    }

    private static Stream<String> found(String pattern, Path file) {
        return matches(pattern, file).map(match -> match.group(1));
    }

    private static Stream<MatchResult> matches(String pattern, Path file) {
        try {
            return Pattern.compile(pattern, Pattern.MULTILINE)
                    .matcher(Files.readString(file))
                    .results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
