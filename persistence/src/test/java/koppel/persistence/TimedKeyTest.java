package koppel.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.UUID;
import koppel.shared.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimedKeyTest {

    private static final UUID ID = UUID.fromString("01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f");

    @Test
    void aCursorIsReadAsWhatItWasMadeOf() {
        TimedKey key = new TimedKey(Instant.parse("2026-11-02T09:30:00.123456Z"), ID);

        assertThat(TimedKey.parse(key.cursor())).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "2026-11-02T09:30:00Z",
                "2026-11-02T09:30:00Z x",
                "2026-11-02T09:30:00Z 01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f more",
                "+300000-01-01T00:00:00Z 01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f",
                "-300000-01-01T00:00:00Z 01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f",
                "+1000000000-12-31T23:59:59.999999999Z 01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f"
            })
    void whatWasNotMadeHereIsRefusedAsTheCursor(String key) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> TimedKey.parse(Paging.text(key)))
                .satisfies(refused -> assertThat(refused.violations())
                        .extracting(InvalidInput.Violation::field)
                        .containsExactly("after"));
    }
}
