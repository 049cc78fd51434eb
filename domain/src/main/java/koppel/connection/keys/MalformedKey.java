package koppel.connection.keys;

import koppel.shared.DomainException;

/** A text is not an App Key, or not a Secret. Tells what is wrong with it and never the text itself, which may be a secret. */
public final class MalformedKey extends DomainException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the text; the first that applies, in this order. */
    public enum Flaw {
        /** It does not begin as this kind of key does; the other kind may have been pasted. */
        PREFIX,
        /** It was cut off, or more than the key was copied. */
        LENGTH,
        /** It holds a character that no key has. */
        ALPHABET,
        /** A character was mistyped or lost. */
        CHECKSUM
    }

    private final Flaw flaw;

    MalformedKey(KeyForm form, Flaw flaw) {
        super(form.code(), messageFor(form, flaw));
        this.flaw = flaw;
    }

    /** What is wrong. */
    public Flaw flaw() {
        return flaw;
    }

    private static String messageFor(KeyForm form, Flaw flaw) {
        String name = form.label();
        return switch (flaw) {
            case PREFIX -> "A " + name + " starts with " + form.prefix() + "; this is something else.";
            case LENGTH ->
                "A " + name + " has " + form.length() + " characters; part of it is missing, or there is more.";
            case ALPHABET -> "A " + name + " has letters A to Z, a to z and digits only after its prefix.";
            case CHECKSUM -> "The checksum of this " + name + " is not right; a character was changed. Copy it again.";
        };
    }
}
