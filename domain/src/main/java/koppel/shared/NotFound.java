package koppel.shared;

/** What was asked for does not exist for this caller; something of another organisation answers the same. */
public final class NotFound extends DomainException {

    private static final long serialVersionUID = 1L;

    /** @param what the kind of thing in words, such as "connection"; never the id that was asked for */
    public NotFound(String what) {
        super("not-found", "There is no such " + what + ".");
    }
}
