package koppel.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import koppel.shared.InvalidInput;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompanyIdTest {

    @Test
    void itIsWrittenAsXcCountryAndNumber() {
        assertThat(CompanyId.of("nl", 10017)).hasToString("XCNL10017");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XCNL10017", "xcnl10017", " XCnl10017\t"})
    void everySpellingIsTheSameCompany(String spelling) {
        assertThat(CompanyId.parse(spelling)).isEqualTo(new CompanyId("NL", 10017));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "XCNL",
                "XC10017",
                "NL10017",
                "XCZZ10017",
                "XCNL0",
                "XCNL010017",
                "XCNL-1",
                "XCNL1.0",
                "XCNL 10017",
                "XCNL1234567890123456789",
                "XCﬁ10017",
                "0106:12345678"
            })
    void whatIsNoCompanyIdIsRefused(String text) {
        assertThatThrownBy(() -> CompanyId.parse(text)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aNumberThatCanNotBeWrittenIsRefused() {
        assertThatThrownBy(() -> CompanyId.of("NL", 0)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> CompanyId.of("NL", Long.MAX_VALUE)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> CompanyId.of(null, 1)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aCountryIsACodeInCapitals() {
        assertThat(CompanyId.isCountry("NL")).isTrue();
        assertThat(CompanyId.isCountry("nl")).isFalse();
        assertThat(CompanyId.isCountry("XC")).isFalse();
        assertThat(CompanyId.isCountry(null)).isFalse();
    }

    @Property
    void theCanonicalTextReadsBackAsTheSameCompany(
            @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long number) {
        CompanyId id = CompanyId.of("BE", number);
        assertThat(CompanyId.parse(id.toString())).isEqualTo(id);
    }

    @Property
    void anyTextIsACompanyIdOrRefused(@ForAll String text) {
        try {
            assertThat(CompanyId.parse(text).toString()).startsWith("XC");
        } catch (InvalidInput refused) {
            assertThat(refused.violations()).isNotEmpty();
        }
    }
}
