package koppel.user;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** A person signs in with the built-in account. */
@Singleton
public class SigningIn {

    private final Users users;
    private final PasswordHash nobody;

    @Inject
    public SigningIn(Users users) {
        this.users = users;
        this.nobody = PasswordHash.of("nobody has this password");
    }

    /**
     * Checks e-mail and password, outside of any transaction: the hash is slow on purpose. Takes the same time whether the account exists or not, so that a stranger cannot learn who has one.
     *
     * @return the person, or empty when e-mail or password is not right
     */
    public Optional<User> signIn(String email, String password) {
        Optional<Users.Account> account = EmailAddress.tryParse(email).flatMap(users::byEmail);
        Optional<PasswordHash> hash = account.flatMap(Users.Account::password);
        boolean right = hash.orElse(nobody).verify(password);
        return right && hash.isPresent() ? account.map(Users.Account::user) : Optional.empty();
    }
}
