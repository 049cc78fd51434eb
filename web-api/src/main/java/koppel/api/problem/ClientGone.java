package koppel.api.problem;

import java.io.IOException;
import java.io.Serial;

/** Whoever asked is not there any more, or takes the answer in so slowly that nobody waits: the client's doing, and nobody is left to tell. */
public final class ClientGone extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ClientGone(String message) {
        super(message);
    }

    public ClientGone(IOException broken) {
        super(broken.getMessage(), broken);
    }

    /** Whether something failed because of that. */
    public static boolean isCauseOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientGone) {
                return true;
            }
        }
        return false;
    }
}
