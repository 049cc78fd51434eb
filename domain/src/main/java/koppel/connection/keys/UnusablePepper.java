package koppel.connection.keys;

import koppel.shared.DomainException;

/** The configured pepper is missing or too weak to guard the keys. Never holds the pepper. */
public final class UnusablePepper extends DomainException {

    private static final long serialVersionUID = 1L;

    UnusablePepper(String message) {
        super("pepper-unusable", message);
    }
}
