package koppel.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.List;
import koppel.audit.InMemoryAuditTrail;
import koppel.shared.InvalidInput;
import koppel.shared.SetClock;
import koppel.user.Actor;
import koppel.user.InMemoryUsers;
import koppel.user.UserId;
import koppel.user.Users;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are the examples that the registers and those who write about them give. */
class RegisterNumbersTest {

    private static boolean isRight(String partyId) {
        return RegisterNumbers.flawOf(PartyId.parse(partyId)).isEmpty();
    }

    /** Every scheme with its number, and the place of a digit that is changed. */
    @ParameterizedTest
    @CsvSource({
        "0002:552008443, 13",
        "0002:73282932000074, 18",
        "0009:73282932000074, 6",
        "0183:CHE100155212, 9",
        "0184:13585628, 12",
        "0184:DK13585628, 9",
        "0188:5835678256246, 7",
        "0191:12345678, 12",
        "0196:4504013150, 7",
        "0198:DK13585628, 14",
        "0199:213800KUD8LAJWSQ9D15, 24",
        "0211:IT00743110157, 10",
        "0212:20774740, 6",
        "0212:2077474-0, 6",
        "0213:FI20774740, 14",
        "0216:003720774740, 10",
        "0221:T5835678256246, 8",
        "9910:HU12892312, 10",
        "9914:ATU13585627, 15",
        "9914:U13585627, 12",
        "9918:GB82WEST12345698765432, 20",
        "9925:BE0428759497, 9",
        "9927:CHE100155212, 16",
        "9930:DE136695976, 15",
        "9931:EE100931558, 9",
        "9933:EL094259216, 9",
        "9934:HR33392005961, 12",
        "9938:LU15027442, 14",
        "9944:NL004495445B01, 12",
        "9944:NL000099998B57, 12",
        "9945:PL8567346215, 8",
        "9946:PT501964843, 14",
        "9948:101134702, 6",
        "9949:SI50223054, 9",
        "9950:SK2022749619, 12"
    })
    void theRightNumberIsTakenAndOneWithAWrongDigitIsNot(String right, int place) {
        assertThat(isRight(right)).isTrue();
        char digit = right.charAt(place);
        assertThat(digit).isBetween('0', '9');
        String wrong = right.substring(0, place) + (char) ('0' + (digit - '0' + 1) % 10) + right.substring(place + 1);
        assertThat(isRight(wrong)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0002:FR23342", "0009:732829320", "9930:DE12345678", "9944:123456782", "0199:724500PMK2A2M1SQQ22"
            })
    void aNumberOfAnotherLengthIsNone(String text) {
        assertThat(isRight(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0106:12345678",
                "0060:123456789",
                "0190:00000001234567890000",
                "0195:SGUEN201600001Z",
                "9920:ESA12345678"
            })
    void whatHasNoCheckDigitsThatAreSureIsTaken(String text) {
        assertThat(isRight(text)).isTrue();
    }

    @Test
    void theEstablishmentsOfTheFrenchPostHaveARuleOfTheirOwn() {
        assertThat(isRight("0009:35600000049837")).isTrue();
        assertThat(isRight("0009:35600000049838")).isFalse();
    }

    @Test
    void anInvoiceMayNameAPartyThatCannotBeRegistered() {
        assertThat(PartyId.parse("0002:FR23342").toString()).isEqualTo("0002:FR23342");

        Actor anna = new Actor(new UserId(1), "anna@example.com", false, "");
        InMemoryUsers users = new InMemoryUsers();
        users.join(anna.id(), new Users.Membership(1, "Office", ZoneId.of("Europe/Paris"), "basic"));
        CreatingOrganisation creating = new CreatingOrganisation(
                new InMemoryOrganisations(), users, () -> false, new InMemoryAuditTrail(new SetClock()));
        assertThatThrownBy(() -> creating.create(
                        anna,
                        new CreatingOrganisation.Wish(
                                "Moulin", List.of("0002:552008443", "0002:FR23342", "0002:552008444"), null, null)))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                        .extracting(InvalidInput.Violation::field)
                        .containsExactly("partyIds[1]", "partyIds[2]"));
    }

    @Test
    void anOperatorIsWarnedAndRegistersItAllTheSame() {
        Actor operator = new Actor(new UserId(1), "operator@example.com", true, "");
        InMemoryUsers users = new InMemoryUsers();
        users.join(operator.id(), new Users.Membership(1, "Office", ZoneId.of("Europe/Paris"), "administrator"));
        CreatingOrganisation creating = new CreatingOrganisation(
                new InMemoryOrganisations(), users, () -> true, new InMemoryAuditTrail(new SetClock()));
        CreatingOrganisation.Created created = creating.create(
                operator,
                new CreatingOrganisation.Wish("Moulin", List.of("0002:552008443", "0002:FR23342"), null, null),
                new InvalidInput.Collector());

        assertThat(created.organisation().partyIds()).hasSize(2);
        assertThat(created.warnings()).singleElement().satisfies(warning -> assertThat(warning)
                .startsWith("0002:FR23342: "));
    }
}
