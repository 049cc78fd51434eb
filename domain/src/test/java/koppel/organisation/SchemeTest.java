package koppel.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemeTest {

    @Test
    void theListHoldsEachCodeOnce() {
        assertThat(Scheme.codes())
                .hasSize(99)
                .doesNotHaveDuplicates()
                .isSorted()
                .allMatch(code -> code.matches("[0-9]{4}"));
    }

    @Test
    void everyCodeLeadsToItsOwnScheme() {
        assertThat(Scheme.codes())
                .allSatisfy(code ->
                        assertThat(Scheme.named(code).orElseThrow().code()).isEqualTo(code));
    }

    @Test
    void everyCountryIsOne() {
        assertThat(Scheme.codes())
                .allSatisfy(code -> assertThat(Scheme.named(code).orElseThrow().country())
                        .matches(country -> country.isEmpty() || CompanyId.isCountry(country.get())));
    }
}
