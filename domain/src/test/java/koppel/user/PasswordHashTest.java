package koppel.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import koppel.shared.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    private static final String PASSWORD = "correct horse battery staple";

    private final PasswordHash hash = PasswordHash.of(Password.chosen(PASSWORD));

    @Test
    void theRightPasswordIsRecognised() {
        assertThat(hash.verify(PASSWORD)).isTrue();
    }

    @Test
    void anyOtherIsRefused() {
        assertThat(hash.verify("correct horse battery stapl")).isFalse();
        assertThat(hash.verify(PASSWORD + " ")).isFalse();
        assertThat(hash.verify("")).isFalse();
        assertThat(hash.verify(null)).isFalse();
    }

    @Test
    void isKeptAsAPhcString() {
        assertThat(hash.text()).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(PasswordHash.parse(hash.text())).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(PasswordHash.parse(hash.text()).verify(PASSWORD)).isTrue();
    }

    @Test
    void theSamePasswordHashedTwiceIsNotTheSame() {
        assertThat(PasswordHash.of(PASSWORD)).isNotEqualTo(hash);
    }

    /** From the test suite of the reference implementation, which has 256 KiB here and a salt of 8 bytes. */
    @Test
    void hashesMadeElsewhereAreUnderstood() {
        PasswordHash foreign = PasswordHash.parse(
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");

        assertThat(foreign.verify("password")).isTrue();
        assertThat(foreign.verify("passwore")).isFalse();
        assertThat(foreign.needsRehash()).isTrue();
    }

    @Test
    void aHashOfTodaysCostsNeedsNoOther() {
        assertThat(hash.needsRehash()).isFalse();
    }

    @Test
    void aHashOfOtherCostsIsMadeAnewWhenItCan() {
        assertThat(PasswordHash.parse(hash.text().replace("m=19456", "m=19464")).needsRehash())
                .isTrue();
        assertThat(PasswordHash.parse(hash.text().replace("t=2", "t=1")).needsRehash())
                .isTrue();
    }

    @Test
    void aPasswordTypedOnAnotherKeyboardIsTheSame() {
        PasswordHash composed = PasswordHash.of("caf\u00e9 au lait, s'il vous pla\u00eet");

        assertThat(composed.verify("\uff43af\u00e9 au lait, s'il vous pla\u00eet"))
                .isTrue();
        assertThat(composed.verify("cafe\u0301 au lait, s'il vous plai\u0302t")).isTrue();
    }

    @Test
    void aNewPasswordIsLongEnough() {
        assertRefused(null);
        assertRefused("");
        assertRefused("elevenchars");
        assertRefused("😀".repeat(11));
        assertThat(Password.chosen("twelve chars")).hasToString("Password[hidden]");
    }

    @Test
    void noPasswordIsEndless() {
        assertRefused("x".repeat(257));
        assertThatThrownBy(() -> PasswordHash.of("x".repeat(257))).isInstanceOf(InvalidInput.class);
        assertThat(hash.verify("x".repeat(10_000_000))).isFalse();
        assertThat(PasswordHash.parse(
                                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$gfx2qIsga1wFM64rbBT1X8RaTUbEVIg22ivGhRmS5GU")
                        .verify("x".repeat(257)))
                .isFalse();
        assertThat(PasswordHash.of("x".repeat(256)).verify("x".repeat(256))).isTrue();
    }

    @Test
    void aGivenPasswordMayBeShortButNotBlank() {
        assertThat(PasswordHash.of("short").verify("short")).isTrue();
        assertThatThrownBy(() -> PasswordHash.of("  ")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> PasswordHash.of((String) null)).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$2b$12$abcdefghijklmnopqrstuv",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=0,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQA1$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
            })
    void brokenDataIsNoHash(String text) {
        assertThatThrownBy(() -> PasswordHash.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an Argon2id hash in PHC form");
    }

    @Test
    void itsTextShowsNothing() {
        assertThat(hash).hasToString("PasswordHash[hidden]");
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> Password.chosen(text)).isInstanceOf(InvalidInput.class);
    }
}
