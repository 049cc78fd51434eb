package koppel.connection.keys;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final String OLD = "seven horses cross the frozen river";
    private static final String NEW = "00112233445566778899aabbccddeeffffeeddccbbaa99887766554433221100";

    private final Seal seal = Peppers.parse(OLD).sealFor("connector");

    @Property(tries = 100)
    void whatIsSealedOpensAgain(@ForAll String text) {
        // what is no text in UTF-8, such as half of a surrogate pair, never comes out of a request
        String proper = new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(seal.open(seal.seal(proper))).contains(proper);
    }

    @Test
    void sealedTextTellsNothingAndLooksDifferentEachTime() {
        assertThat(seal.seal("token")).doesNotContain("token").isNotEqualTo(seal.seal("token"));
    }

    @Test
    void itOpensAfterThePepperWasChangedAsLongAsTheOldOneIsKnown() {
        String sealed = seal.seal("token");
        assertThat(Peppers.parse(NEW + "," + OLD).sealFor("connector").open(sealed))
                .contains("token");
        assertThat(Peppers.parse(NEW).sealFor("connector").open(sealed)).isEmpty();
    }

    @Test
    void itOpensForItsPurposeAlone() {
        assertThat(Peppers.parse(OLD).sealFor("other").open(seal.seal("token"))).isEmpty();
    }

    @Test
    void whatWasChangedDoesNotOpen() {
        String sealed = seal.seal("token");
        char last = sealed.charAt(sealed.length() - 3);
        String changed = sealed.substring(0, sealed.length() - 3)
                + (last == 'A' ? 'B' : 'A')
                + sealed.substring(sealed.length() - 2);
        assertThat(seal.open(changed)).isEmpty();
        assertThat(seal.open("token")).isEmpty();
        assertThat(seal.open("")).isEmpty();
        assertThat(seal.open(sealed.split(":")[0] + ":!:!")).isEmpty();
        assertThat(seal.open(sealed.split(":")[0] + "::")).isEmpty();
    }
}
