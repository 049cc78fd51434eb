package koppel.user;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** Makes sure that a new installation has somebody who can sign in. */
@Singleton
public class FirstAdministrator {

    private final Users users;

    @Inject
    public FirstAdministrator(Users users) {
        this.users = users;
    }

    /**
     * Creates the first administrator unless any account exists.
     *
     * @return whether it was created by this call
     */
    @Transactional
    public boolean ensure(EmailAddress email, String password) {
        return !users.anyExists()
                && users.createFirst(email, "Administrator", PasswordHash.of(password), "My environment");
    }
}
