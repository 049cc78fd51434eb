package koppel.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import koppel.audit.AuditTrail;
import koppel.audit.InMemoryAuditTrail;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.SetClock;
import koppel.shared.WrongState;
import koppel.user.Actor;
import koppel.user.InMemoryUsers;
import koppel.user.UserId;
import koppel.user.Users;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreatingOrganisationTest {

    private static final Actor ANNA = new Actor(new UserId(1), "anna@example.com", false, "192.0.2.7");

    private final InMemoryOrganisations organisations = new InMemoryOrganisations();
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail(new SetClock());
    private final CreatingOrganisation creating = creating(false);

    @BeforeEach
    void annaHasAnEnvironment() {
        users.join(ANNA.id(), new Users.Membership(7, "Her office", ZoneId.of("Europe/Amsterdam"), "basic"));
    }

    private CreatingOrganisation creating(boolean confirm) {
        return new CreatingOrganisation(organisations, users, () -> confirm, audit);
    }

    @Test
    void whereTheOperatorConfirmsPartyIdsOthersWaitAndTheOperatorDoesNot() {
        Actor operator = new Actor(ANNA.id(), ANNA.email(), true, ANNA.from());
        CreatingOrganisation.Wish wish =
                new CreatingOrganisation.Wish("De Molen", List.of("0106:12345678"), null, null);
        Organisation waits = creating(true).create(ANNA, wish);
        assertThat(waits.partyIds()).isEmpty();
        assertThat(waits.unconfirmed()).containsExactly(PartyId.parse("0106:12345678"));
        assertThat(waits.has(PartyId.parse("0106:12345678"))).isFalse();
        assertThat(waits.companyId().country()).isEqualTo("NL");

        Organisation confirmed = creating(true)
                .create(
                        operator,
                        new CreatingOrganisation.Wish("Het Krentenbrood", List.of("0106:23456789"), null, null));
        assertThat(confirmed.partyIds()).containsExactly(PartyId.parse("0106:23456789"));
        assertThat(confirmed.unconfirmed()).isEmpty();
    }

    private Organisation create(Actor actor, String name, List<String> partyIds, String country) {
        return creating.create(actor, new CreatingOrganisation.Wish(name, partyIds, country, null));
    }

    @Test
    void whoCreatesItIsItsAdministratorInTheirEnvironment() {
        Organisation created = create(ANNA, " De Molen ", List.of("NL:KVK:12345678"), null);

        assertThat(created.name()).isEqualTo("De Molen");
        assertThat(created.environment()).isEqualTo(7);
        assertThat(created.partyIds()).containsExactly(PartyId.parse("0106:12345678"));
        assertThat(organisations.roleOf(ANNA.id(), created.id())).contains(Role.ADMINISTRATOR);
    }

    @Test
    void theCountryOfItsCompanyIdIsTheOneGivenOrElseThePartyIds() {
        assertThat(create(ANNA, "A", List.of("0106:12345678"), null).companyId().country())
                .isEqualTo("NL");
        assertThat(create(ANNA, "B", List.of("0106:23456789"), " be ")
                        .companyId()
                        .country())
                .isEqualTo("BE");
    }

    @Test
    void thePartyIdNamedTwiceInTwoSpellingsIsOne() {
        Organisation created = create(ANNA, "De Molen", List.of("0106:12345678", "NL:KVK:12345678"), null);

        assertThat(created.partyIds()).hasSize(1);
    }

    @Test
    void theAuditTellsWhoCreatedItFromWhereWithWhichPartyIds() {
        create(ANNA, "De Molen", List.of("0106:12345678"), null);

        AuditTrail.Entry entry = audit.last();
        assertThat(entry.act()).isEqualTo("organisation.created");
        assertThat(entry.actor()).isEqualTo("anna@example.com");
        assertThat(entry.from()).isEqualTo("192.0.2.7");
        assertThat(entry.details()).isEqualTo(Map.of("partyIds", List.of("0106:12345678")));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndNothingIsAdded() {
        assertRefused(
                ANNA,
                " ",
                List.of("0106:12345678", "nonsense", "0106:1"),
                "Netherlands",
                "name",
                "partyIds[1]",
                "partyIds[2]",
                "country");
        assertRefused(ANNA, null, null, null, "name", "partyIds");
        assertRefused(ANNA, "A", List.of(), null, "partyIds");
        assertRefused(ANNA, "A", Collections.singletonList(null), "NL", "partyIds[0]");
        assertRefused(ANNA, "x".repeat(201), Collections.nCopies(21, "0106:12345678"), "NL", "name", "partyIds");
    }

    @Test
    void aPartyIdOfNoCountryAsksForOne() {
        assertRefused(ANNA, "A", List.of("0088:8712345678906"), null, "country");
    }

    @Test
    void whoBelongsToNoEnvironmentCanNotCreateOne() {
        Actor nowhere = new Actor(new UserId(2), "mark@example.com", false, "");

        assertRefused(nowhere, "A", List.of("0106:12345678"), null, "environmentId");
    }

    @Test
    void itIsMadeInTheEnvironmentThatIsNamedAndOfStrangersEnvironmentsNothingIsSaid() {
        users.join(ANNA.id(), new Users.Membership(9, "Her other office", ZoneId.of("Europe/Lisbon"), "basic"));
        Function<Integer, Organisation> in = environment -> creating.create(
                ANNA, new CreatingOrganisation.Wish("De Molen", List.of("0106:12345678"), null, environment));

        assertThatThrownBy(() -> in.apply(8)).isInstanceOf(NotFound.class).hasMessage("There is no such environment.");
        assertThat(organisations.all()).isEmpty();
        assertThat(in.apply(9).environment()).isEqualTo(9);
    }

    @Test
    void aTakenPartyIdIsRefusedAndTheAuditTellsOfNothing() {
        create(ANNA, "De Molen", List.of("0106:12345678"), null);
        int told = audit.entries().size();

        assertThatThrownBy(() -> create(ANNA, "Again", List.of("0106:12345678"), null))
                .isInstanceOfSatisfying(
                        WrongState.class, refused -> assertThat(refused.code()).isEqualTo("party-id-taken"));
        assertThat(audit.entries()).hasSize(told);
    }

    private void assertRefused(Actor actor, String name, List<String> partyIds, String country, String... fields) {
        assertThatThrownBy(() -> create(actor, name, partyIds, country))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                        .extracting(InvalidInput.Violation::field)
                        .containsExactly(fields));
        assertThat(organisations.all()).isEmpty();
        assertThat(audit.entries()).isEmpty();
    }
}
