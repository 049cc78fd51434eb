package koppel.connection.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PeppersTest {

    private static final String HEXADECIMAL = "00112233445566778899aabbccddeeffffeeddccbbaa99887766554433221100";
    private static final String BASE64URL = "q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq80";
    private static final String FREE_TEXT = "seven horses cross the frozen river";

    private final Peppers peppers = Peppers.parse(HEXADECIMAL);
    private final AppKey appKey = AppKey.generate(new SeededRandom(1));
    private final Secret secret = Secret.generate(new SeededRandom(2));
    private final SecretHash kept = peppers.hash(appKey, secret);

    @Test
    void theRightSecretIsRecognised() {
        assertThat(peppers.verify(kept, appKey, secret)).isTrue();
    }

    @Property(tries = 200)
    void anyOtherSecretIsRefused(@ForAll long seed) {
        assertThat(peppers.verify(kept, appKey, Secret.generate(new SeededRandom(seed))))
                .isEqualTo(seed == 2);
    }

    @Test
    void theSecretOfAnotherAppKeyIsRefused() {
        assertThat(peppers.verify(kept, AppKey.generate(new SeededRandom(3)), secret))
                .isFalse();
    }

    @Test
    void aHashWithOneBitChangedIsRefused() {
        for (int i = 0; i < 32; i++) {
            byte[] changed = kept.value();
            changed[i] ^= 1;
            assertThat(peppers.verify(new SecretHash(kept.pepperId(), changed), appKey, secret))
                    .isFalse();
        }
    }

    @Test
    void anotherPepperMakesAnotherHash() {
        SecretHash other = Peppers.parse(FREE_TEXT).hash(appKey, secret);

        assertThat(other.value()).isNotEqualTo(kept.value());
        assertThat(other.pepperId()).isNotEqualTo(kept.pepperId());
    }

    @Test
    void keysSurviveANewPepperAsLongAsTheOldOneIsKnown() {
        Peppers rotated = Peppers.parse(BASE64URL + "," + HEXADECIMAL);

        assertThat(rotated.verify(kept, appKey, secret)).isTrue();
        assertThat(rotated.isCurrent(kept)).isFalse();
        assertThat(rotated.isCurrent(rotated.hash(appKey, secret))).isTrue();
    }

    @Test
    void keysOfAForgottenPepperAreRefused() {
        assertThat(Peppers.parse(BASE64URL).verify(kept, appKey, secret)).isFalse();
        assertThat(peppers.verify(new SecretHash("unknown", kept.value()), appKey, secret))
                .isFalse();
    }

    @Test
    void aHashOfOnePepperUnderTheIdOfAnotherIsRefused() {
        Peppers both = Peppers.parse(BASE64URL + "," + HEXADECIMAL);
        String newest = both.ids().iterator().next();

        assertThat(both.verify(new SecretHash(newest, kept.value()), appKey, secret))
                .isFalse();
    }

    /** Hashes are stored: if these figures change, every key in use stops working. */
    @Test
    void yesterdaysHashIsStillTheSame() {
        SecretHash hash = peppers.hash(
                AppKey.parse("kpl_app_0123456789ABCDEFGHIJKLMN3snfux"),
                Secret.parse("kpl_sec_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq4JO975"));

        assertThat(hash.pepperId()).isEqualTo("286077b95616");
        assertThat(hash.value())
                .isEqualTo(HexFormat.of().parseHex("4f591b541f8897cc50f83fd72aceb5d230559ddbff7d96dadded8f0fceecc671"));
    }

    @Test
    void spacesAndLineBreaksAroundAPepperDoNotMatter() {
        Peppers spaced = Peppers.parse("\n " + BASE64URL + " ,\t" + HEXADECIMAL + " \n");

        assertThat(spaced.ids())
                .containsExactlyElementsOf(
                        Peppers.parse(BASE64URL + "," + HEXADECIMAL).ids());
        assertThat(spaced.verify(kept, appKey, secret)).isTrue();
    }

    @Test
    void aMissingPepperIsRefused() {
        assertRefused(null);
        assertRefused("");
        assertRefused(" \n");
        assertRefused(",");
        assertRefused(HEXADECIMAL + ",");
        assertRefused("," + HEXADECIMAL);
    }

    @Test
    void aWeakPepperIsRefusedAndNotRepeated() {
        assertRefused("changeit");
        assertRefused(HEXADECIMAL.substring(0, 31));
        assertRefused(HEXADECIMAL + ",changeit");
        assertRefused("a".repeat(64));
        assertRefused("pepper".repeat(10));
    }

    @Test
    void thirtyTwoCharactersAreEnough() {
        assertThat(Peppers.parse(FREE_TEXT.substring(0, 32)).ids()).hasSize(1);
    }

    @Test
    void thePepperGivenTwiceIsRefused() {
        assertRefused(HEXADECIMAL + "," + BASE64URL + "," + HEXADECIMAL);
    }

    @Test
    void aNewPepperIsStrongAndDifferentEachTime() {
        SecureRandom random = new SecureRandom();
        String one = Peppers.newPepper(random);
        String other = Peppers.newPepper(random);

        assertThat(one).hasSize(43).isNotEqualTo(other);
        assertThat(Peppers.parse(one + "," + other).ids()).hasSize(2);
    }

    @Test
    void noTextShowsThePepper() {
        String text = peppers + " " + kept + " " + peppers.derivedKeys();

        assertThat(text).contains(kept.pepperId()).doesNotContain(HEXADECIMAL.substring(0, 8));
        assertThat(HEXADECIMAL).doesNotContain(kept.pepperId());
    }

    @Test
    void manyThreadsDoNotDisturbOneAnother() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int seed = thread;
                tasks.add(() -> {
                    AppKey own = AppKey.generate(new SeededRandom(seed));
                    Secret ownSecret = Secret.generate(new SeededRandom(seed + 100));
                    SecretHash ownHash = peppers.hash(own, ownSecret);
                    boolean right = true;
                    for (int i = 0; i < 5_000; i++) {
                        right &= peppers.verify(ownHash, own, ownSecret) && !peppers.verify(kept, own, ownSecret);
                    }
                    return right;
                });
            }
            for (Future<Boolean> result : pool.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> Peppers.parse(text))
                .isInstanceOfSatisfying(UnusablePepper.class, refused -> assertThat(refused.code())
                        .isEqualTo("pepper-unusable"))
                .hasMessageNotContainingAny(
                        "changeit", HEXADECIMAL.substring(0, 16), BASE64URL.substring(0, 16), "aaaa")
                .hasNoCause();
    }
}
