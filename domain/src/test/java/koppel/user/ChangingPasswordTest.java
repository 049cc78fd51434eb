package koppel.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import koppel.shared.InvalidInput;
import org.junit.jupiter.api.Test;

class ChangingPasswordTest {

    private static final String BEFORE = "the password until now";

    private final InMemoryUsers users = new InMemoryUsers();
    private final User anna =
            users.add(EmailAddress.parse("anna@example.com"), "Anna", false, Optional.of(PasswordHash.of(BEFORE)));
    private final Actor actor = new Actor(anna.id(), "anna@example.com", false, "");
    private final ChangingPassword changing = new ChangingPassword(users);

    private boolean isIn(String password) {
        return new SigningIn(users).signIn("anna@example.com", password).isPresent();
    }

    @Test
    void theNewOneIsGoodAndTheOldOneIsNot() {
        assertThat(changing.change(actor, BEFORE, "another password")).isTrue();

        assertThat(isIn("another password")).isTrue();
        assertThat(isIn(BEFORE)).isFalse();
    }

    @Test
    void whoDoesNotKnowTheOldOneChangesNothing() {
        assertThat(changing.change(actor, "a guess of a password", "another password"))
                .isFalse();

        assertThat(isIn(BEFORE)).isTrue();
    }

    @Test
    void theNewOneFollowsTheRules() {
        assertThatThrownBy(() -> changing.change(actor, BEFORE, "short"))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                        .extracting(InvalidInput.Violation::field)
                        .containsExactly("newPassword"));
        assertThat(isIn(BEFORE)).isTrue();
    }
}
