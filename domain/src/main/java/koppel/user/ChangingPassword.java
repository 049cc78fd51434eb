package koppel.user;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import koppel.shared.InvalidInput;

/** A person chooses another password; the one before is asked for, so that an open session is not enough. */
@Singleton
public class ChangingPassword {

    private final Users users;

    @Inject
    public ChangingPassword(Users users) {
        this.users = users;
    }

    /**
     * @param current what the person says the password is
     * @return whether that was right, and the password is the new one now
     * @throws InvalidInput when the new one breaks the rules for passwords
     */
    @Transactional
    public boolean change(Actor actor, String current, String chosen) {
        Password password = chosen(chosen);
        boolean right = users.byEmail(EmailAddress.parse(actor.email()))
                .flatMap(Users.Account::password)
                .filter(hash -> hash.verify(current))
                .isPresent();
        if (right) {
            users.changePassword(actor.id(), PasswordHash.of(password));
        }
        return right;
    }

    private static Password chosen(String text) {
        try {
            return Password.chosen(text);
        } catch (InvalidInput broken) {
            throw new InvalidInput("newPassword", broken.getMessage());
        }
    }
}
