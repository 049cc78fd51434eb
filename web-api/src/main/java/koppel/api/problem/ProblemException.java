package koppel.api.problem;

import java.io.Serial;
import java.util.Optional;

/** Carries a problem from where a request is parsed or authenticated to the mapper. */
public final class ProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super("problem " + problem.status(), null, false, false);
        this.problem = problem;
    }

    public ProblemException(ProblemType type, String detail) {
        this(Problem.of(type, detail));
    }

    public Problem problem() {
        return problem;
    }

    /** The problem that something carries, however it is wrapped. */
    public static Optional<Problem> in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException carried) {
                return Optional.of(carried.problem());
            }
        }
        return Optional.empty();
    }
}
