package koppel.api.security;

import jakarta.enterprise.context.RequestScoped;
import koppel.user.Actor;

/** The person who makes this request. */
@RequestScoped
public class PortalCaller {

    private Actor actor;

    void is(Actor authenticated) {
        this.actor = authenticated;
    }

    /** @throws IllegalStateException outside of the portal API */
    public Actor actor() {
        if (actor == null) {
            throw new IllegalStateException("no person was authenticated for this request");
        }
        return actor;
    }
}
