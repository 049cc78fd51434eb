package koppel.api.transport;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;

/** A message body that is not waited for any longer once it comes too slowly. */
final class PacedBody extends PassedOnBody {

    private final Pace pace;
    private final Wait wait;

    PacedBody(ServletInputStream raw, Pace pace, Wait wait) {
        super(raw);
        this.pace = pace;
        this.wait = wait;
    }

    /**
     * @throws ProblemException 408, also where the connection has waited in vain by itself; 400 where it breaks, which a client that has gone
     *     does not get to see
     */
    @Override
    public int read(byte[] target, int offset, int length) {
        int read = 0;
        boolean broken = false;
        wait.begins(pace);
        try {
            read = super.read(target, offset, length);
        } catch (IOException unreadable) {
            broken = true;
        } finally {
            wait.ends(Math.max(read, 0));
        }
        if (pace.isTooSlow()) {
            throw tooSlow();
        }
        if (broken) {
            throw brokenOff();
        }
        return read;
    }

    private static ProblemException tooSlow() {
        return new ProblemException(
                ProblemType.REQUEST_TIMEOUT, "The body was waited for in vain: send it at 16 KB in a second at least.");
    }
}
