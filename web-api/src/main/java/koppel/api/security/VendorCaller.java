package koppel.api.security;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.Supplier;
import koppel.connection.KeyHolder;
import koppel.connection.RecentHolder;

/** The software package that makes this request. */
@RequestScoped
public class VendorCaller {

    private KeyHolder holder;
    private RecentHolder recent;
    private Supplier<KeyHolder> authentication;

    /** @param authentication finds out whether it still is, and throws what to answer if not */
    void is(KeyHolder authenticated, Supplier<KeyHolder> authentication) {
        this.holder = authenticated;
        this.authentication = authentication;
    }

    /** @param authentication finds out whether it still is, and throws what to answer if not */
    void wasRecently(RecentHolder known, Supplier<KeyHolder> authentication) {
        this.recent = known;
        this.authentication = authentication;
    }

    /** Whose keys were valid within the last minute; empty when they were looked up for this very request. */
    public Optional<RecentHolder> recent() {
        return holder == null ? Optional.ofNullable(recent) : Optional.empty();
    }

    /** For whoever has asked by a statement of its own whether the recent holder's keys are still valid, and found that they are. */
    public void stillIs(KeyHolder confirmed) {
        this.holder = confirmed;
    }

    /**
     * Whose keys are valid, looked up now, whatever was found before.
     *
     * @throws koppel.api.problem.ProblemException 401 when they are no longer
     */
    public KeyHolder anew() {
        holder = null;
        return holder();
    }

    /** Which keys these are, valid or not. */
    KeyHolder keys() {
        return holder == null && recent != null ? recent.asItWas() : holder();
    }

    /**
     * Whose keys are valid.
     *
     * @throws koppel.api.problem.ProblemException 401 when they are no longer
     * @throws IllegalStateException outside of the vendor API
     */
    public KeyHolder holder() {
        if (holder == null && authentication != null) {
            holder = authentication.get();
        }
        if (holder == null) {
            throw new IllegalStateException("no vendor was authenticated for this request");
        }
        return holder;
    }
}
