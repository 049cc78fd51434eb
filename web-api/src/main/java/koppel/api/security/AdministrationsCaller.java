package koppel.api.security;

import jakarta.enterprise.context.RequestScoped;
import koppel.connection.Caller;
import koppel.connection.vendor.AuthenticatingVendors.Vendor;

/** The vendor that makes this request. */
@RequestScoped
public class AdministrationsCaller {

    private Vendor vendor;
    private Caller caller = Caller.UNKNOWN;

    void is(Vendor authenticated, Caller from) {
        this.vendor = authenticated;
        this.caller = from;
    }

    /** @throws IllegalStateException where no vendor's credentials are asked for */
    public Vendor vendor() {
        if (vendor == null) {
            throw new IllegalStateException("no vendor was authenticated for this request");
        }
        return vendor;
    }

    public Caller caller() {
        return caller;
    }
}
