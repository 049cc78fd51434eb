package koppel.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import koppel.shared.InvalidInput;
import org.junit.jupiter.api.Test;

class FirstAdministratorTest {

    private static final EmailAddress EMAIL = EmailAddress.parse("first@example.com");

    private final InMemoryUsers users = new InMemoryUsers();
    private final FirstAdministrator first = new FirstAdministrator(users);

    @Test
    void aNewInstallationGetsAnOperatorWhoCanSignInAndHasAnEnvironment() {
        assertThat(first.ensure(EMAIL, "operator's password")).isTrue();

        User created = new SigningIn(users)
                .signIn("first@example.com", "operator's password")
                .orElseThrow();
        assertThat(created.operator()).isTrue();
        assertThat(users.memberships(created.id()))
                .extracting(Users.Membership::role)
                .containsExactly("administrator");
    }

    @Test
    void whereSomebodyExistsNothingIsCreatedOrChanged() {
        users.add(EMAIL, "Anna", false, Optional.empty());

        assertThat(first.ensure(EMAIL, "operator's password")).isFalse();
        assertThat(users.byEmail(EMAIL).orElseThrow().password()).isEmpty();
        assertThat(first.ensure(EmailAddress.parse("second@example.com"), "operator's password"))
                .isFalse();
        assertThat(users.byEmail(EmailAddress.parse("second@example.com"))).isEmpty();
    }

    @Test
    void aBlankPasswordCreatesNobody() {
        assertThatThrownBy(() -> first.ensure(EMAIL, " ")).isInstanceOf(InvalidInput.class);
        assertThat(users.anyExists()).isFalse();
    }
}
