package koppel.shared;

import java.util.Objects;

/**
 * Something the caller asked for that the rules refuse. Carries a stable machine code and a message that is safe to show to whoever
 * asked: it never holds a rejected value, since that may be a secret.
 */
public abstract class DomainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, kebab-case; the API maps it to a problem type
     * @param message one sentence, safe to show
     */
    protected DomainException(String code, String message) {
        super(Objects.requireNonNull(message));
        this.code = Objects.requireNonNull(code);
    }

    /** Stable machine code in kebab-case. */
    public String code() {
        return code;
    }
}
