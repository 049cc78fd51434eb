package koppel.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import koppel.document.DocumentKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleasesTest {

    private final Releases releases = new Releases();

    @ParameterizedTest
    @CsvSource({
        "2019-01-01, 2025.5",
        "2026-02-22, 2025.5",
        "2026-02-23, 2025.11",
        "2026-08-16, 2025.11",
        "2026-08-17, 2026.5",
        "2030-01-01, 2026.5"
    })
    void theReleaseOfTheDayApplies(LocalDate day, String release) {
        assertThat(releases.on(day, DocumentKind.INVOICE).getID().getAsSingleID())
                .isEqualTo("eu.peppol.bis3:invoice:" + release);
        assertThat(releases.on(day, DocumentKind.CREDIT_NOTE).getID().getAsSingleID())
                .isEqualTo("eu.peppol.bis3:creditnote:" + release);
    }
}
