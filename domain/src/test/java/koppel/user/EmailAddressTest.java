package koppel.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import koppel.shared.InvalidInput;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.org",
                "Anna.de.Vries+invoices@sub.example.co",
                "o'brien@example.ie",
                "root@localhost",
                "a@xn--mnchen-3ya.example"
            })
    void ordinaryAddressesAreTaken(String text) {
        assertThat(EmailAddress.parse(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "@example.org",
                "anna@",
                "anna@@example.org",
                "anna@example..org",
                "anna@-example.org",
                "anna smith@example.org",
                "anna@example.org;bob@example.org",
                "anna@example.org,bob@example.org",
                "anna@example.org\r\nBcc: bob@example.org",
                "Anna <anna@example.org>",
                "\"anna\"@example.org",
                "anna@exa\u0000mple.org"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> EmailAddress.parse(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessageNotContaining("anna")
                .hasNoCause();
        assertThat(EmailAddress.tryParse(text)).isEmpty();
    }

    @Test
    void noAddressAtAllIsRefused() {
        assertThatThrownBy(() -> EmailAddress.parse(null)).isInstanceOf(InvalidInput.class);
        assertThat(EmailAddress.tryParse(null)).isEmpty();
    }

    @Test
    void spacesAroundItAreTakenAway() {
        assertThat(EmailAddress.tryParse(" anna@example.org\n")).contains(new EmailAddress("anna@example.org"));
    }

    @Test
    void keepsItsSpellingAndHasOneKeyForAllSpellings() {
        EmailAddress shouted = new EmailAddress("Anna@Example.ORG");

        assertThat(shouted).hasToString("Anna@Example.ORG");
        assertThat(shouted.key()).isEqualTo(new EmailAddress("anna@example.org").key());
    }

    @Test
    void anAddressThatNoMailServerTakesIsRefused() {
        assertThat(EmailAddress.tryParse("a".repeat(64) + "@example.org")).isPresent();
        assertThat(EmailAddress.tryParse("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(EmailAddress.tryParse("a@" + "b.".repeat(126) + "cc")).isEmpty();
    }

    @Test
    void evenAHugeTextIsRefusedQuickly() {
        String huge = "a@" + "a-".repeat(1_000_000);

        assertTimeout(Duration.ofSeconds(1), () -> assertThat(EmailAddress.tryParse(huge))
                .isEmpty());
    }

    @Property
    void anyTextIsEitherAnAddressOrRefused(@ForAll String text) {
        EmailAddress.tryParse(text)
                .ifPresent(address -> assertThat(EmailAddress.parse(text)).isEqualTo(address));
    }
}
