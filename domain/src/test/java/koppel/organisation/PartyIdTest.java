package koppel.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import koppel.shared.InvalidInput;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartyIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0106:12345678",
                "NL:KVK:12345678",
                "nl:kvk:12345678",
                "  NL:KvK:12345678\n",
                "iso6523-actorid-upis::0106:12345678",
                "iso6523-actorid-upis::NL:KVK:12345678",
                "ISO6523-ACTORID-UPIS::nl:kvk:12345678"
            })
    void everyDocumentedSpellingIsTheSameParty(String spelling) {
        assertThat(PartyId.parse(spelling)).isEqualTo(new PartyId("0106", "12345678"));
    }

    @ParameterizedTest
    @CsvSource({
        "NL:OIN:00000001234567890000, 0190:00000001234567890000",
        "NL:OINO:00000001234567890000, 0190:00000001234567890000",
        "NL:VAT:NL123456789B01, 9944:NL123456789B01",
        "NL:BTW:nl123456789b01, 9944:NL123456789B01",
        "BE:EN:0123456749, 0208:0123456749",
        "BE:KBO:0123456749, 0208:0123456749",
        "BE:CBE:0123456749, 0208:0123456749",
        "BE:VAT:BE0123456749, 9925:BE0123456749",
        "DE:VAT:DE123456789, 9930:DE123456789",
        "DE:LWID:04011000-12345-34, 0204:04011000-12345-34",
        "GLN:7300010000001, 0088:7300010000001",
        "FR:SIRENE:784301772, 0002:784301772",
        "FR:SIRET:78430177200025, 0009:78430177200025",
        "DK:CVR:12345678, 0184:12345678",
        "DK:DIGST:DK12345678, 0184:DK12345678",
        "NO:ORG:987654325, 0192:987654325",
        "SE:ORGNR:5561234567, 0007:5561234567",
        "DUNS:123456789, 0060:123456789",
        "EL:VAT:EL123456789, 9933:EL123456789"
    })
    void aShortNameStandsForItsScheme(String spelling, String canonical) {
        assertThat(PartyId.parse(spelling)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0088:7300010000001",
                "0088:9482348239847239874",
                "0002:4598375937",
                "0002:FR23342",
                "0184:12345678",
                "0192:987654325"
            })
    void thePartiesOfPeppolsOwnExamplesAreTaken(String spelling) {
        assertThat(PartyId.parse(spelling)).hasToString(spelling);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0106:1234567",
                "0106:123456789",
                "0106:1234567A",
                "0088:7300010000002",
                "0088:730001000000A",
                "0192:987654326",
                "0192:98765432",
                "0192:000000000",
                "0208:0123456748",
                "0208:123456749",
                "0007:5561234568",
                "0007:556123-4567",
                "0151:51824753557",
                "0151:5182475355",
                "0184:1234567",
                "0184:NL12345678",
                "0096:123456789",
                "0198:12345678"
            })
    void aMistypedNumberIsRefused(String spelling) {
        assertThatThrownBy(() -> PartyId.parse(spelling)).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0151:51824753556", "0007:5561234567", "0208:0123456749", "0198:DK12345678", "0096:1234567890"})
    void aNumberThatPassesItsCheckIsTaken(String spelling) {
        assertThat(PartyId.parse(spelling)).hasToString(spelling);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                ":",
                "::",
                "0106",
                "0106:",
                ":12345678",
                "12345678",
                "NL:12345678",
                "KVK:12345678",
                "NL:KVK:",
                "NL:KVK::12345678",
                "9999:12345678",
                "0000:12345678",
                "106:12345678",
                "0106:12345678:1",
                "iso6523-actorid-upis::",
                "iso6523-actorid-upis:0106:12345678",
                "iso6523-actorid-upis::iso6523-actorid-upis::0106:12345678",
                "EM:someone.example.org",
                "0002:FR 23342",
                "0002:FR/23342",
                "0002:FR%23342",
                "0002:é",
                "0002:ﬁ",
                "0002:ı",
                "0002:\u0000"
            })
    void whatIsNoPartyIdIsRefused(String text) {
        assertThatThrownBy(() -> PartyId.parse(text)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aRefusalDoesNotRepeatWhatItRefuses() {
        assertThatThrownBy(() -> PartyId.parse("0106:kps_s3cret"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aSchemeIsTakenByItsCodeOnlyOnceItIsAPartyId() {
        assertThatThrownBy(() -> new PartyId("NL:KVK", "12345678")).isInstanceOf(InvalidInput.class);
        assertThat(PartyId.of("nl:kvk", "12345678")).isEqualTo(new PartyId("0106", "12345678"));
    }

    @Test
    void partiesThatDifferInCaseOnlyAreTheSame() {
        assertThat(PartyId.parse("9944:nl123456789b01"))
                .isEqualTo(PartyId.parse("9944:NL123456789B01"))
                .hasSameHashCodeAs(PartyId.parse("9944:NL123456789B01"));
    }

    @Test
    void theSameNumberInAnotherSchemeIsAnotherParty() {
        assertThat(PartyId.parse("0060:12345678")).isNotEqualTo(PartyId.parse("0106:12345678"));
    }

    @ParameterizedTest
    @CsvSource({
        "0106:12345678, NL",
        "0190:00000001234567890000, NL",
        "9944:NL123456789B01, NL",
        "0208:0123456749, BE",
        "0002:784301772, FR",
        "0184:12345678, DK",
        "0192:987654325, NO",
        "0007:5561234567, SE",
        "9933:EL123456789, GR"
    })
    void aNationalSchemeTellsTheCountry(String id, String country) {
        assertThat(PartyId.parse(id).country()).contains(country);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0088:7300010000001", "0060:123456789", "0199:724500PMK2A2M1SQQ228"})
    void anInternationalSchemeTellsNoCountry(String id) {
        assertThat(PartyId.parse(id).country()).isEmpty();
    }

    @Test
    void aValueMayBeAsLongAsThePolicyAllowsAndNoLonger() {
        String longest = "A".repeat(PartyId.MAX_VALUE_LENGTH);
        assertThat(PartyId.parse("iso6523-actorid-upis::FR:CTC:" + longest).value())
                .isEqualTo(longest);
        assertThatThrownBy(() -> PartyId.parse("FR:CTC:" + longest + "A")).isInstanceOf(InvalidInput.class);
    }

    @Property
    void theCanonicalTextReadsBackAsTheSameParty(@ForAll("ids") PartyId id) {
        assertThat(PartyId.parse(id.toString())).isEqualTo(id);
        assertThat(PartyId.parse(id.toString().toLowerCase(Locale.ROOT))).isEqualTo(id);
        assertThat(PartyId.parse(" iso6523-actorid-upis::" + id)).isEqualTo(id);
    }

    @Property
    void anyTextIsAPartyIdOrRefused(@ForAll String text) {
        try {
            assertThat(PartyId.parse(text).toString()).contains(":");
        } catch (InvalidInput refused) {
            assertThat(refused.violations()).isNotEmpty();
        }
    }

    @Property
    void exactlyOneLastDigitMakesAGln(@ForAll("digits") String start) {
        long valid = "0123456789"
                .chars()
                .filter(last -> CheckDigits.gln(start + (char) last))
                .count();
        assertThat(valid).isEqualTo(1);
    }

    @Property
    void oneWrongDigitIsFoundOut(
            @ForAll @IntRange(min = 0, max = 9) int place, @ForAll @IntRange(min = 1, max = 9) int by) {
        for (String id : new String[] {"5561234567", "0123456749"}) {
            char wrong = (char) ('0' + (id.charAt(place) - '0' + by) % 10);
            String mistyped = id.substring(0, place) + wrong + id.substring(place + 1);
            assertThat(id.startsWith("55") ? CheckDigits.swedish(mistyped) : CheckDigits.belgian(mistyped))
                    .isFalse();
        }
    }

    @Provide
    Arbitrary<PartyId> ids() {
        Arbitrary<String> scheme = Arbitraries.of("0002", "0060", "0199", "0204", "0225", "9930", "9944");
        Arbitrary<String> value = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars("-._~")
                .ofMinLength(1)
                .ofMaxLength(PartyId.MAX_VALUE_LENGTH);
        return Combinators.combine(scheme, value).as(PartyId::of);
    }

    @Provide
    Arbitrary<String> digits() {
        return Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(30);
    }
}
