package koppel.persistence.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.user.Actor;
import koppel.user.EmailAddress;
import koppel.user.FirstAdministrator;
import koppel.user.PasswordHash;
import koppel.user.SigningIn;
import koppel.user.User;
import koppel.user.UserId;
import koppel.user.Users;
import org.junit.jupiter.api.Test;

class UsersTest {

    private final Installation koppel = Installation.get();
    private final Users users = koppel.use(Users.class);
    private final Actor person = Company.person();

    @Test
    void anAccountIsFoundByItsAddressInAnySpellingAndByItsId() {
        EmailAddress shouted = EmailAddress.parse(person.email().toUpperCase(Locale.ROOT));

        assertThat(koppel.in(() -> users.byEmail(shouted)))
                .hasValueSatisfying(account -> assertThat(account.user().id()).isEqualTo(person.id()));
        assertThat(koppel.in(() -> users.byId(person.id()))).map(User::name).contains("Person");
        assertThat(koppel.in(() -> users.byEmail(EmailAddress.parse("nobody@example.com"))))
                .isEmpty();
        assertThat(koppel.in(() -> users.byId(new UserId(Integer.MAX_VALUE)))).isEmpty();
    }

    @Test
    void theEnvironmentsOfAPersonAreListedWithTheirRoles() {
        assertThat(koppel.in(() -> users.memberships(person.id())))
                .singleElement()
                .satisfies(membership -> {
                    assertThat(membership.name()).isEqualTo("Test");
                    assertThat(membership.role()).isEqualTo("administrator");
                });
    }

    @Test
    void whoChoseAPasswordSignsInWithItOutsideOfAnyTransaction() {
        koppel.doing(() -> users.changePassword(person.id(), PasswordHash.of("a good long password")));

        SigningIn signingIn = koppel.use(SigningIn.class);
        assertThat(signingIn.signIn(person.email(), "a good long password"))
                .map(User::id)
                .contains(person.id());
        assertThat(signingIn.signIn(person.email(), "another password")).isEmpty();
        assertThat(signingIn.signIn("nobody@example.com", "a good long password"))
                .isEmpty();
    }

    @Test
    void aFirstAdministratorIsMadeOnlyWhereNobodyIs() {
        assertThat(koppel.in(users::anyExists)).isTrue();
        assertThat(koppel.in(() -> koppel.use(FirstAdministrator.class)
                        .ensure(EmailAddress.parse("first@example.com"), "a good long password")))
                .isFalse();
        assertThat(koppel.in(() -> users.createFirst(
                        EmailAddress.parse("first@example.com"),
                        "First",
                        PasswordHash.of("a good long password"),
                        "First")))
                .isFalse();
        assertThat(koppel.in(() -> users.byEmail(EmailAddress.parse("first@example.com"))))
                .isEmpty();
    }

    @Test
    void ofSeveralNodesThatStartAtOnceOneMakesTheFirstAdministrator() {
        Installation fresh = Installation.on(Database.fresh("fresh"));
        Users nobody = fresh.use(Users.class);
        PasswordHash password = PasswordHash.of("a good long password");
        assertThat(fresh.in(nobody::anyExists)).isFalse();

        List<Threads.Outcome<Boolean>> outcomes = Threads.atOnce(
                6,
                i -> fresh.in(() -> nobody.createFirst(
                        EmailAddress.parse("first" + i + "@example.com"), "First", password, "My environment")));

        assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        assertThat(outcomes).filteredOn(Threads.Outcome::result).hasSize(1);
        int first = outcomes.indexOf(
                outcomes.stream().filter(Threads.Outcome::result).findFirst().orElseThrow());
        assertThat(fresh.in(() -> nobody.byEmail(EmailAddress.parse("first" + first + "@example.com"))))
                .hasValueSatisfying(account -> {
                    assertThat(account.user().operator()).isTrue();
                    assertThat(fresh.in(() -> nobody.memberships(account.user().id())))
                            .singleElement()
                            .satisfies(
                                    membership -> assertThat(membership.name()).isEqualTo("My environment"));
                });
    }
}
