package koppel.api.transport;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;

/** A message body that is not waited for any longer once it comes too slowly. */
final class PacedBody extends PassedOnBody {

    private final Pace pace;

    PacedBody(ServletInputStream raw, Pace pace) {
        super(raw);
        this.pace = pace;
    }

    /** @throws ProblemException 408, also where the connection has waited in vain by itself */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = 0;
        pace.waits();
        try {
            read = super.read(target, offset, length);
        } catch (IOException broken) {
            pace.moved(0);
            if (pace.isTooSlow()) {
                throw tooSlow();
            }
            throw broken;
        }
        pace.moved(Math.max(read, 0));
        if (read >= 0 && pace.isTooSlow()) {
            throw tooSlow();
        }
        return read;
    }

    private static ProblemException tooSlow() {
        return new ProblemException(
                ProblemType.REQUEST_TIMEOUT, "The body was waited for in vain: send it at 16 KB in a second at least.");
    }
}
