package koppel.connection.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import koppel.connection.keys.MalformedKey.Flaw;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AppKeyTest {

    private static final String WELL_FORMED =
            AppKey.generate(new SeededRandom(1)).value();

    @Test
    void hasTheFormThatSecretScannersLookFor() {
        assertThat(WELL_FORMED).matches("kpl_app_[0-9A-Za-z]{30}");
    }

    /** The form is a promise to every client and scanner: this text must be an App Key for ever. */
    @Test
    void yesterdaysKeyIsStillOne() {
        assertThat(AppKey.tryParse("kpl_app_0123456789ABCDEFGHIJKLMN3snfux")).isPresent();
    }

    @Property(tries = 500)
    void everyGeneratedKeyIsReadBackAsItself(@ForAll long seed) {
        AppKey generated = AppKey.generate(new SeededRandom(seed));

        assertThat(AppKey.parse(generated.value())).isEqualTo(generated);
        assertThat(AppKey.tryParse(generated.value())).contains(generated);
    }

    @Test
    void noTwoGeneratedKeysAreEqual() {
        SecureRandom random = new SecureRandom();
        Set<AppKey> generated = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            generated.add(AppKey.generate(random));
        }
        assertThat(generated).hasSize(1_000);
    }

    @Property(tries = 500)
    void anyOneChangedCharacterIsNoticed(@ForAll @IntRange(max = 37) int at, @ForAll long seed, @ForAll char other) {
        String text = AppKey.generate(new SeededRandom(seed)).value();
        String changed = text.substring(0, at) + other + text.substring(at + 1);

        assertThat(AppKey.tryParse(changed).isPresent()).isEqualTo(changed.equals(text));
    }

    @Property(tries = 200)
    void twoExchangedNeighboursAreNoticed(@ForAll @IntRange(min = 8, max = 36) int at, @ForAll long seed) {
        String text = AppKey.generate(new SeededRandom(seed)).value();
        String exchanged = text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);

        assertThat(AppKey.tryParse(exchanged).isPresent()).isEqualTo(exchanged.equals(text));
    }

    @Test
    void whatIsWrongIsTold() {
        assertFlaw("", Flaw.PREFIX);
        assertFlaw("app_0123456789", Flaw.PREFIX);
        assertFlaw(WELL_FORMED.toUpperCase(Locale.ROOT), Flaw.PREFIX);
        assertFlaw(" " + WELL_FORMED, Flaw.PREFIX);
        assertFlaw(WELL_FORMED + " ", Flaw.LENGTH);
        assertFlaw(WELL_FORMED.substring(0, 37), Flaw.LENGTH);
        assertFlaw(WELL_FORMED.substring(0, 20) + "-" + WELL_FORMED.substring(21), Flaw.ALPHABET);
        assertFlaw(WELL_FORMED.substring(0, 20) + "é" + WELL_FORMED.substring(21), Flaw.ALPHABET);
        assertFlaw("kpl_app_" + "0".repeat(30), Flaw.CHECKSUM);
    }

    @Test
    void aSecretIsNoAppKeyAndIsNotRepeatedToWhoeverPastedIt() {
        String secret = Secret.generate(new SeededRandom(2)).reveal();

        assertThatThrownBy(() -> AppKey.parse(secret))
                .isInstanceOf(MalformedKey.class)
                .hasMessageNotContaining(secret.substring(8, 20))
                .hasNoCause();
    }

    @Property
    void noTextAtAllIsEchoedByItsRefusal(@ForAll String text) {
        String marked = "kpl_app_" + text + "Zq7";

        assertThatThrownBy(() -> AppKey.parse(marked)).hasMessageNotContaining("Zq7");
        assertThat(AppKey.tryParse(marked)).isEmpty();
    }

    @Test
    void nothingIsNoAppKey() {
        assertThat(AppKey.tryParse(null)).isEmpty();
    }

    private static void assertFlaw(String text, Flaw flaw) {
        assertThatThrownBy(() -> AppKey.parse(text)).isInstanceOfSatisfying(MalformedKey.class, refused -> {
            assertThat(refused.flaw()).isEqualTo(flaw);
            assertThat(refused.code()).isEqualTo("app-key-malformed");
        });
    }
}
