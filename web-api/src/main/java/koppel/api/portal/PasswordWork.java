package koppel.api.portal;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;

/** A password check takes 19 MB and tens of milliseconds on purpose; more at once would starve everybody else. */
final class PasswordWork {

    private static final Semaphore AT_ONCE = new Semaphore(4);

    private PasswordWork() {}

    /** @throws ProblemException 429 when enough of it is being done already */
    static <T> T run(Supplier<T> work) {
        if (!AT_ONCE.tryAcquire()) {
            throw new ProblemException(
                    Problem.of(ProblemType.TOO_MANY_REQUESTS, "Too many passwords are being checked right now.")
                            .header(HttpHeaders.RETRY_AFTER, "1"));
        }
        try {
            return work.get();
        } finally {
            AT_ONCE.release();
        }
    }
}
