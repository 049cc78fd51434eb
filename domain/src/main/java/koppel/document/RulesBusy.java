package koppel.document;

import koppel.shared.DomainException;

/** More documents than can be read or validated side by side are waiting; a later attempt will be served. */
public final class RulesBusy extends DomainException {

    private static final long serialVersionUID = 1L;

    public RulesBusy() {
        super("unavailable", "Too many documents are being validated at the moment.");
    }
}
