package koppel.api.security;

import jakarta.enterprise.context.RequestScoped;
import koppel.connection.KeyHolder;

/** The software package that makes this request. */
@RequestScoped
public class VendorCaller {

    private KeyHolder holder;

    void is(KeyHolder authenticated) {
        this.holder = authenticated;
    }

    /** @throws IllegalStateException outside of the vendor API */
    public KeyHolder holder() {
        if (holder == null) {
            throw new IllegalStateException("no vendor was authenticated for this request");
        }
        return holder;
    }
}
