package koppel.connection.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import koppel.connection.keys.MalformedKey.Flaw;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SecretTest {

    private static final Secret SECRET = Secret.generate(new SeededRandom(1));

    @Test
    void hasTheFormThatSecretScannersLookFor() {
        assertThat(SECRET.reveal()).matches("kpl_sec_[0-9A-Za-z]{49}");
    }

    /** The form is a promise to every client and scanner: this text must be a Secret for ever. */
    @Test
    void yesterdaysSecretIsStillOne() {
        assertThat(Secret.tryParse("kpl_sec_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq4JO975"))
                .isPresent();
    }

    @Test
    void holdsAtLeast256RandomBits() {
        int randomCharacters = SECRET.reveal().length() - "kpl_sec_".length() - 6;

        assertThat(BigInteger.valueOf(62).pow(randomCharacters)).isGreaterThan(BigInteger.TWO.pow(256));
    }

    @Test
    void everyCharacterIsDrawnAboutEquallyOften() {
        Map<Character, Integer> counts = new HashMap<>();
        SeededRandom random = new SeededRandom(42);
        int drawn = 0;
        for (int i = 0; i < 2_000; i++) {
            for (char c : Secret.generate(random).reveal().substring(8, 51).toCharArray()) {
                counts.merge(c, 1, Integer::sum);
                drawn++;
            }
        }
        double expected = drawn / 62.0;
        assertThat(counts).hasSize(62);
        assertThat(counts.values())
                .allSatisfy(count -> assertThat(count / expected).isBetween(0.85, 1.15));
    }

    @Property(tries = 500)
    void everyGeneratedSecretIsReadBackAsItself(@ForAll long seed) {
        Secret generated = Secret.generate(new SeededRandom(seed));

        assertThat(Secret.parse(generated.reveal())).isEqualTo(generated);
        assertThat(Secret.tryParse(generated.reveal())).contains(generated);
    }

    @Property(tries = 300)
    void anyOneChangedCharacterIsNoticed(@ForAll @IntRange(max = 56) int at, @ForAll long seed) {
        String text = Secret.generate(new SeededRandom(seed)).reveal();
        char other = text.charAt(at) == 'x' ? 'y' : 'x';

        assertThat(Secret.tryParse(text.substring(0, at) + other + text.substring(at + 1)))
                .isEmpty();
    }

    @Test
    void anotherSecretIsNotEqual() {
        assertThat(SECRET).isNotEqualTo(Secret.generate(new SeededRandom(2))).isNotEqualTo(SECRET.reveal());
    }

    @Test
    void neitherTextNorHashCodeTellAnythingAboutIt() {
        Secret another = Secret.generate(new SeededRandom(2));

        assertThat(SECRET).hasToString("Secret[hidden]");
        assertThat(SECRET.hashCode()).isEqualTo(another.hashCode());
    }

    @Test
    void cannotBeSerialized() {
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(SECRET))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageNotContaining(SECRET.reveal().substring(8));
    }

    @Test
    void hasNoAccessorThatATextFormatWouldCallByItself() {
        assertThat(Secret.class.getMethods())
                .extracting(Method::getName)
                .noneMatch(name -> name.matches("(get|is)[A-Z].*") && !name.equals("getClass"));
        assertThat(Secret.class.getFields())
                .extracting(Field::getName)
                .containsExactlyInAnyOrder("PREFIX", "VENDOR_PREFIX", "HANDOVER_PREFIX");
    }

    @Test
    void whatIsWrongIsToldAndTheTextIsNot() {
        String text = SECRET.reveal();
        assertFlaw(AppKey.generate(new SeededRandom(3)).value(), Flaw.PREFIX);
        assertFlaw(text.substring(0, 50), Flaw.LENGTH);
        assertFlaw(text.substring(0, 50) + "_" + text.substring(51), Flaw.ALPHABET);
        assertFlaw(text.substring(0, 8) + "0".repeat(49), Flaw.CHECKSUM);
        assertThat(Secret.tryParse(null)).isEmpty();
    }

    private static void assertFlaw(String text, Flaw flaw) {
        assertThatThrownBy(() -> Secret.parse(text))
                .isInstanceOfSatisfying(MalformedKey.class, refused -> {
                    assertThat(refused.flaw()).isEqualTo(flaw);
                    assertThat(refused.code()).isEqualTo("secret-malformed");
                })
                .hasMessageNotContaining(text.substring(8, 16));
    }
}
