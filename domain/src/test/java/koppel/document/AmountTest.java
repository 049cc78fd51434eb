package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import koppel.shared.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "1656.25, EUR, 1656.25 EUR",
        "1656.2500, EUR, 1656.25 EUR",
        "100, EUR, 100.00 EUR",
        "1E+2, EUR, 100.00 EUR",
        "0, EUR, 0.00 EUR",
        "-1656.25, EUR, -1656.25 EUR",
        "100.00, JPY, 100 JPY",
        "1.234, EUR, 1.234 EUR",
        "5, QQQ, 5.00 QQQ"
    })
    void itIsWrittenWithTheDecimalsOfItsCurrency(BigDecimal value, String currency, String text) {
        assertThat(new Amount(value, currency)).hasToString(text);
    }

    @Test
    void equalSumsAreEqualHoweverManyZerosTheyWereWrittenWith() {
        assertThat(new Amount(new BigDecimal("100"), "EUR"))
                .isEqualTo(new Amount(new BigDecimal("100.000"), "EUR"))
                .isNotEqualTo(new Amount(new BigDecimal("100"), "USD"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "EU", "EURO", "eur", "€", "E R"})
    void aCurrencyIsThreeCapitals(String currency) {
        assertThatThrownBy(() -> new Amount(BigDecimal.ONE, currency)).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+999999999", "1E-999999999", "1234567890123456789012345678901"})
    void anAbsurdValueIsRefusedAtOnce(BigDecimal value) {
        assertThatThrownBy(() -> new Amount(value, "EUR")).isInstanceOf(InvalidInput.class);
    }
}
