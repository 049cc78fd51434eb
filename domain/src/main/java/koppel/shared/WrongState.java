package koppel.shared;

import java.util.Map;

/** The act does not fit the state that the thing is in; nothing was changed. */
public final class WrongState extends DomainException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> details;

    /**
     * @param code which rule refused, such as {@code connection-active}
     * @param message what is in the way and what would help
     */
    public WrongState(String code, String message) {
        this(code, message, Map.of());
    }

    /** @param details named facts that a program can act on, such as the state or the id of what is in the way */
    public WrongState(String code, String message, Map<String, Object> details) {
        super(code, message);
        this.details = Map.copyOf(details);
    }

    /** Named facts that a program can act on; empty when there are none. */
    public Map<String, Object> details() {
        return details == null ? Map.of() : details;
    }
}
