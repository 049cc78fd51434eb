package koppel.shared;

/** The caller is known and sees the thing, but may not do this with it. */
public final class NotAllowed extends DomainException {

    private static final long serialVersionUID = 1L;

    /** @param message which role or permission the act takes */
    public NotAllowed(String message) {
        super("not-allowed", message);
    }
}
