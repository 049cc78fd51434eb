package koppel.user;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Port: the people's accounts and the environments that they belong to. */
public interface Users {

    /** An account together with the hash of its password; empty hash: no built-in password. */
    record Account(User user, Optional<PasswordHash> password) {}

    /** An environment a person belongs to, with its time zone and the role there (basic, advanced, administrator). */
    record Membership(int environment, String name, ZoneId zone, String role) {}

    Optional<Account> byEmail(EmailAddress email);

    Optional<User> byId(UserId id);

    List<Membership> memberships(UserId id);

    boolean anyExists();

    /**
     * Creates the first account as operator and administrator of a first environment, unless any account exists; safe when several
     * nodes start at once.
     *
     * @return whether this call created it
     */
    boolean createFirst(EmailAddress email, String name, PasswordHash password, String environmentName);

    /**
     * Makes an account that operates nothing and belongs to no environment yet.
     *
     * @return empty when the address has an account already; decided by the unique index
     */
    Optional<UserId> create(EmailAddress email, String name, PasswordHash password);

    void changePassword(UserId id, PasswordHash password);
}
