package koppel.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SigningInTest {

    private final InMemoryUsers users = new InMemoryUsers();
    private final User anna = users.add(
            EmailAddress.parse("anna@example.com"),
            "Anna",
            false,
            Optional.of(PasswordHash.of("a long enough password")));
    private final SigningIn signingIn = new SigningIn(users);

    @Test
    void emailAndPasswordTogetherLetHerIn() {
        assertThat(signingIn.signIn("anna@example.com", "a long enough password"))
                .contains(anna);
    }

    @Test
    void theCaseOfTheAddressAndBlanksAroundItDoNotMatter() {
        assertThat(signingIn.signIn(" Anna@Example.com ", "a long enough password"))
                .contains(anna);
    }

    @Test
    void anotherPasswordIsRefused() {
        assertThat(signingIn.signIn("anna@example.com", "a long enough Password"))
                .isEmpty();
        assertThat(signingIn.signIn("anna@example.com", "")).isEmpty();
        assertThat(signingIn.signIn("anna@example.com", null)).isEmpty();
    }

    @Test
    void nobodyIsAnsweredLikeAWrongPassword() {
        assertThat(signingIn.signIn("nobody@example.com", "a long enough password"))
                .isEmpty();
        assertThat(signingIn.signIn("no address", "a long enough password")).isEmpty();
        assertThat(signingIn.signIn(null, null)).isEmpty();
    }

    @Test
    void anAccountWithoutABuiltInPasswordLetsNobodyInNotEvenByTheOneThatIsHashedInItsPlace() {
        users.add(EmailAddress.parse("elsewhere@example.com"), "Els", false, Optional.empty());

        assertThat(signingIn.signIn("elsewhere@example.com", "nobody has this password"))
                .isEmpty();
        assertThat(signingIn.signIn("nobody@example.com", "nobody has this password"))
                .isEmpty();
    }
}
