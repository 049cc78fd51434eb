package koppel.shared;

import java.util.ArrayList;
import java.util.List;

/** The input can not be understood or breaks a rule; every violation found is listed at once. */
public final class InvalidInput extends DomainException {

    private static final long serialVersionUID = 1L;

    /**
     * One thing that is wrong.
     *
     * @param field path of the field in the request, such as {@code partyIds[0]}
     * @param message what is expected there; never the rejected value
     */
    public record Violation(String field, String message) {}

    private final transient List<Violation> violations;

    public InvalidInput(List<Violation> violations) {
        super("invalid-input", violations.size() == 1 ? violations.get(0).message() : "Several fields are not right.");
        this.violations = List.copyOf(violations);
    }

    public InvalidInput(String field, String message) {
        this(List.of(new Violation(field, message)));
    }

    /** What is wrong, at least one. */
    public List<Violation> violations() {
        return violations == null ? List.of() : violations;
    }

    /** Gathers violations, so that a caller learns all of them at once. */
    public static final class Collector {

        private final List<Violation> found = new ArrayList<>();

        public void add(String field, String message) {
            found.add(new Violation(field, message));
        }

        /** Adds a violation unless the condition holds; of a field that is wrong already nothing more is said. */
        public void require(boolean condition, String field, String message) {
            if (!condition && !has(field)) {
                add(field, message);
            }
        }

        /** Whether something is wrong with that field. */
        public boolean has(String field) {
            return found.stream().anyMatch(known -> known.field().equals(field));
        }

        public boolean isEmpty() {
            return found.isEmpty();
        }

        /** @throws InvalidInput if any violation was gathered */
        public void throwIfAny() {
            if (!found.isEmpty()) {
                throw new InvalidInput(found);
            }
        }
    }
}
