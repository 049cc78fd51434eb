package koppel.persistence.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import koppel.organisation.Calendars;
import koppel.organisation.CreatingOrganisation;
import koppel.organisation.Environment;
import koppel.organisation.Environments;
import koppel.organisation.OperatingEnvironments;
import koppel.organisation.OperatingEnvironments.Administrator;
import koppel.organisation.OperatingEnvironments.Created;
import koppel.organisation.Organisation;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.InvalidInput;
import koppel.user.Actor;
import koppel.user.EmailAddress;
import koppel.user.Users;
import org.junit.jupiter.api.Test;

class EnvironmentsTest {

    private final Installation koppel = Installation.get();
    private final Actor person = Company.person();
    private final Actor operator = new Actor(person.id(), person.email(), true, "127.0.0.1");

    private Created create(String zone, String administrator) {
        return koppel.in(() -> koppel.use(OperatingEnvironments.class)
                .create(
                        operator,
                        new OperatingEnvironments.Wish(
                                "Office",
                                zone,
                                Optional.ofNullable(administrator).map(email -> new Administrator(email, null))),
                        new InvalidInput.Collector()));
    }

    @Test
    void itsOrganisationsLiveInItsTimeZone() {
        Environment made = create("Atlantic/Azores", null).environment();

        Organisation organisation = koppel.in(() -> koppel.use(CreatingOrganisation.class)
                .create(
                        operator,
                        new CreatingOrganisation.Wish(
                                "Here", List.of(Company.nextPartyId().toString()), null, made.id())));
        assertThat(organisation.environment()).isEqualTo(made.id());
        assertThat(koppel.in(() -> koppel.use(Calendars.class).zone(organisation.id())))
                .isEqualTo(ZoneId.of("Atlantic/Azores"));
        assertThat(koppel.in(() -> koppel.use(Environments.class).all()))
                .filteredOn(environment -> environment.id() == made.id())
                .singleElement()
                .satisfies(environment -> {
                    assertThat(environment.organisations()).isEqualTo(1);
                    assertThat(environment.administrators()).containsExactly(new EmailAddress(person.email()));
                });
    }

    @Test
    void itsAdministratorBelongsToItAndTheOperatorDoesNot() {
        Created made = create(null, "head@office.example");

        assertThat(koppel.in(() -> koppel.use(Users.class).memberships(person.id())))
                .noneMatch(membership ->
                        membership.environment() == made.environment().id());
        var account = koppel.in(() -> koppel.use(Users.class).byEmail(EmailAddress.parse("Head@office.example")))
                .orElseThrow();
        assertThat(account.user().operator()).isFalse();
        assertThat(koppel.in(
                        () -> koppel.use(Users.class).memberships(account.user().id())))
                .containsExactly(new Users.Membership(
                        made.environment().id(), "Office", ZoneId.of("Europe/Amsterdam"), "administrator"));
        assertThat(account.password()
                        .orElseThrow()
                        .verify(made.password().orElseThrow().reveal()))
                .isTrue();
    }

    @Test
    void ofSeveralOperatorsWhoNameTheSameNewPersonAtOnceOneMakesTheAccount() {
        List<Created> made = Threads.atOnce(8, number -> create(null, "same@office.example")).stream()
                .map(outcome -> outcome.result())
                .toList();

        assertThat(made).extracting(one -> one.environment().id()).doesNotHaveDuplicates();
        assertThat(made).filteredOn(one -> one.password().isPresent()).hasSize(1);
    }

    /** Dates become times both in the JDK and in the database. */
    @Test
    void theDatabaseKnowsEveryPlaceThatIsAccepted() {
        assertThat(Database.get().texts("SELECT name FROM pg_timezone_names"))
                .containsAll(ZoneId.getAvailableZoneIds().stream()
                        .filter(name -> name.matches(
                                "UTC|(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+"))
                        .toList());
    }
}
