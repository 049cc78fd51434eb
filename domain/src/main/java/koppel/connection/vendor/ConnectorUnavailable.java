package koppel.connection.vendor;

import koppel.shared.DomainException;

/** A package's connector did not tell the administrations. */
public final class ConnectorUnavailable extends DomainException {

    private static final long serialVersionUID = 1L;

    /** @param why in words, without anything that the connector answered */
    public ConnectorUnavailable(String why) {
        super("connector-unavailable", why);
    }
}
