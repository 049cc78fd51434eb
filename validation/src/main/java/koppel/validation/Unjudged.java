package koppel.validation;

/** There is something in the document that the rules can't be held against in any bounded time, or at all. */
final class Unjudged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where, as in a finding; empty if nowhere in particular. */
    final String location;

    Unjudged(String location, String why) {
        super(why, null, false, false);
        this.location = location;
    }
}
