package koppel.api.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import koppel.delivery.OfferCursor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a document shows as the {@code next} of a listing would be taken as {@code after}. */
class CursorsInDocumentsTest {

    private static final Pattern NEXT = Pattern.compile("\"?offeredOn\"?:[^}]*}],\\s+\"?next\"?: \"?([A-Za-z0-9_-]+)");

    @ParameterizedTest
    @ValueSource(strings = {"../docs/vendors.md", "src/main/resources/META-INF/openapi.yaml"})
    void theyAreOnesThatAListingGives(String document) throws IOException {
        List<String> shown = NEXT.matcher(Files.readString(Path.of(document)))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(shown).isNotEmpty().allMatch(text -> OfferCursor.parse(text).isPresent());
    }
}
