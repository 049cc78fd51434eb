package koppel.connection;

import koppel.shared.DomainException;

/** The address is not linked to the administration. Never tells which would be. */
public final class EmailRefused extends DomainException {

    private static final long serialVersionUID = 1L;

    private EmailRefused(String code, String message) {
        super(code, message);
    }

    static EmailRefused notLinked() {
        return new EmailRefused(
                "email-not-linked",
                "This administration cannot be connected with this e-mail address. Enter the one that the software package"
                        + " links to it.");
    }

    /** Only for a signed-in person, about their own address. */
    static EmailRefused isAccount() {
        return new EmailRefused(
                "email-is-account",
                "This is your platform account's address. Enter the one that the software package links to the"
                        + " administration.");
    }
}
