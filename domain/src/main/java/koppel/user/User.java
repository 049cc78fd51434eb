package koppel.user;

import java.util.Objects;

/**
 * A person with an account.
 *
 * @param operator whether this person operates the installation: confirms party ids, starts batch jobs, issues vendor credentials
 */
public record User(UserId id, EmailAddress email, String name, boolean operator) {

    public User {
        Objects.requireNonNull(id);
        Objects.requireNonNull(email);
        Objects.requireNonNull(name);
    }
}
