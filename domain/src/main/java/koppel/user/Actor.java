package koppel.user;

import java.util.Objects;
import koppel.shared.NotAllowed;

/**
 * Who does something, and from where: what the audit writes down and what roles are looked up for.
 *
 * @param id the person's account
 * @param email as known at the time of the act
 * @param from network address of the caller, empty text when unknown
 */
public record Actor(UserId id, String email, boolean operator, String from) {

    public Actor {
        Objects.requireNonNull(id);
        Objects.requireNonNull(email);
        Objects.requireNonNull(from);
    }

    /** @throws NotAllowed for anybody but an operator */
    public void requireOperator() {
        if (!operator) {
            throw new NotAllowed("Only the operator of the installation may do this.");
        }
    }
}
