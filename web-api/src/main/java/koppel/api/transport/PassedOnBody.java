package koppel.api.transport;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;

/** A message body as it comes from another stream; whoever extends it sees all of its reading in one method. */
public abstract class PassedOnBody extends ServletInputStream {

    private final ServletInputStream raw;

    protected PassedOnBody(ServletInputStream raw) {
        this.raw = raw;
    }

    /** What whoever reads a body is told that can't be read on, by an exception that no runtime takes for a failure of ours. */
    public static ProblemException brokenOff() {
        return new ProblemException(
                ProblemType.BAD_REQUEST, "The body breaks off, or is not in the form that its headers say.");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return raw.read(target, offset, length);
    }

    @Override
    public int available() throws IOException {
        return raw.available();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }

    @Override
    public boolean isFinished() {
        return raw.isFinished();
    }

    @Override
    public boolean isReady() {
        return raw.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        raw.setReadListener(listener);
    }
}
