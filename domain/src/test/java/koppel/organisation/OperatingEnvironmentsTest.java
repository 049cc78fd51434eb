package koppel.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koppel.audit.InMemoryInstallationAudit;
import koppel.organisation.OperatingEnvironments.Administrator;
import koppel.organisation.OperatingEnvironments.Created;
import koppel.organisation.OperatingEnvironments.Wish;
import koppel.shared.InvalidInput;
import koppel.shared.NotAllowed;
import koppel.shared.SetClock;
import koppel.user.Actor;
import koppel.user.EmailAddress;
import koppel.user.InMemoryUsers;
import koppel.user.PasswordHash;
import koppel.user.SigningIn;
import koppel.user.User;
import koppel.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatingEnvironmentsTest {

    private static final Actor OPERATOR = new Actor(new UserId(99), "ops@example.com", true, "192.0.2.7");

    private final InMemoryUsers users = new InMemoryUsers();
    private final Kept kept = new Kept();
    private final InMemoryInstallationAudit audit = new InMemoryInstallationAudit(new SetClock());
    private final OperatingEnvironments operating = new OperatingEnvironments(kept, users, audit);

    private static final class Kept implements Environments {

        private final List<Environment> all = new ArrayList<>();
        private final List<UserId> administrators = new ArrayList<>();

        @Override
        public Environment add(String name, ZoneId zone, UserId administrator) {
            all.add(new Environment(all.size() + 1, name, zone, Instant.EPOCH, 0, List.of()));
            administrators.add(administrator);
            return all.get(all.size() - 1);
        }

        @Override
        public List<Environment> all() {
            return List.copyOf(all);
        }
    }

    private Created create(Wish wish) {
        return operating.create(OPERATOR, wish, new InvalidInput.Collector());
    }

    private static Wish administeredBy(String email, String name) {
        return new Wish("Accountants", null, Optional.of(new Administrator(email, name)));
    }

    @Test
    void withoutAnybodyNamedTheOperatorAdministersIt() {
        Created created = create(new Wish(" Accountants ", " Europe/Lisbon ", Optional.empty()));

        assertThat(created.environment().name()).isEqualTo("Accountants");
        assertThat(created.environment().zone()).isEqualTo(ZoneId.of("Europe/Lisbon"));
        assertThat(created.password()).isEmpty();
        assertThat(kept.administrators).containsExactly(OPERATOR.id());
        assertThat(create(new Wish("B", null, Optional.empty())).environment().zone())
                .isEqualTo(ZoneId.of("Europe/Amsterdam"));
    }

    @Test
    void aNewPersonGetsAnAccountWhosePasswordIsInTheAnswerAndNowhereElse() {
        Created created = create(administeredBy("new@example.com", " Noor "));

        String password = created.password().orElseThrow().reveal();
        Optional<User> signedIn = new SigningIn(users).signIn("New@Example.com", password);
        assertThat(signedIn).isPresent();
        assertThat(signedIn.get().operator()).isFalse();
        assertThat(signedIn.get().name()).isEqualTo("Noor");
        assertThat(kept.administrators).containsExactly(signedIn.get().id());
        assertThat(audit.list(Optional.empty(), 1).items().toString())
                .contains("environment.created", "new@example.com", "newAccount=true")
                .doesNotContain(password);
        assertThat(create(administeredBy("other@example.com", null))
                        .password()
                        .orElseThrow()
                        .reveal())
                .isNotEqualTo(password);
    }

    @Test
    void whoHasAnAccountKeepsItAndItsPassword() {
        PasswordHash hash = PasswordHash.of("a password for a test");
        User known = users.add(EmailAddress.parse("anna@example.com"), "Anna", false, Optional.of(hash));

        assertThat(create(administeredBy("ANNA@example.com", "Somebody")).password())
                .isEmpty();
        assertThat(kept.administrators).containsExactly(known.id());
        assertThat(users.byEmail(EmailAddress.parse("anna@example.com"))
                        .orElseThrow()
                        .password())
                .contains(hash);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Europe/Nowhere", "+01:00", "GMT+1", "Etc/GMT-1", "SystemV/CST6", "CET", "Europe/", "../etc"
            })
    void aTimeZoneIsAPlace(String text) {
        assertThat(OperatingEnvironments.zone(text)).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndNothingIsMade() {
        InvalidInput.Collector noted = new InvalidInput.Collector();
        noted.add("name", "Has to be a text.");

        assertThatThrownBy(() -> operating.create(
                        OPERATOR,
                        new Wish(null, "Mars/Base", Optional.of(new Administrator("nobody", "x".repeat(201)))),
                        noted))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                        .extracting(InvalidInput.Violation::field)
                        .containsExactly("name", "timeZone", "administrator.email", "administrator.name"));
        assertThat(kept.all).isEmpty();
        assertThat(audit.list(Optional.empty(), 1).items()).isEmpty();
    }

    @Test
    void nobodyButTheOperatorMakesOrSeesThem() {
        Actor somebody = new Actor(new UserId(2), "mark@example.com", false, "");

        assertThatThrownBy(() ->
                        operating.create(somebody, new Wish("A", null, Optional.empty()), new InvalidInput.Collector()))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> operating.all(somebody)).isInstanceOf(NotAllowed.class);
    }
}
