package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import koppel.shared.InvalidInput;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentIdTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void aNewIdIsAUuidOfVersionSevenThatTellsItsTime() {
        DocumentId id = DocumentId.next(NOON.plusNanos(999_999), new Random(1));

        assertThat(id.value().version()).isEqualTo(7);
        assertThat(id.value().variant()).isEqualTo(2);
        assertThat(id.value().getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Property
    void aLaterIdSortsBehindAnEarlierOne(@ForAll @IntRange(max = 10_000_000) int micros, @ForAll long seed) {
        Instant earlier = NOON.plus(micros, ChronoUnit.MICROS);
        Random random = new Random(seed);

        String first = DocumentId.next(earlier, random).toString();
        String second =
                DocumentId.next(earlier.plus(1, ChronoUnit.MICROS), random).toString();

        assertThat(first).isLessThan(second);
    }

    @Test
    void idsOfTheSameMomentDiffer() {
        Random random = new Random(7);
        Set<DocumentId> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(DocumentId.next(NOON, random));
        }
        assertThat(ids).hasSize(10_000);
    }

    @Test
    void itReadsBackFromItsTextInAnyCase() {
        DocumentId id = DocumentId.next(NOON, new Random(2));
        assertThat(DocumentId.parse(id.toString())).isEqualTo(id);
        assertThat(DocumentId.parse(" " + id.toString().toUpperCase(java.util.Locale.ROOT) + "\n"))
                .isEqualTo(id);
    }

    @Test
    void anIdOfAnotherVersionIsTakenAsItIs() {
        assertThat(DocumentId.parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301"))
                .hasToString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "3f2504e04f8941d39a0c0305e82c3301",
                "3f2504e0-4f89-41d3-9a0c-0305e82c330",
                "3f2504e0-4f89-41d3-9a0c-0305e82c3301x",
                "3f2504e0-4f89-41d3-9a0c-0305e82c330g",
                "3f2504e04-f89-41d3-9a0c-0305e82c3301",
                "3f2504e0-4f89-41d3-9a0c-0305e82c330\uFF11",
                "-3f2504e-4f89-41d3-9a0c-0305e82c3301",
                "3f2504e0-4f89-41d3-9a0c-0305e82c33-1"
            })
    void whatIsNoUuidIsRefused(String text) {
        assertThatThrownBy(() -> DocumentId.parse(text)).isInstanceOf(InvalidInput.class);
    }
}
