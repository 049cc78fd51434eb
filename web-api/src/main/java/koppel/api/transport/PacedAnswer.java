package koppel.api.transport;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import koppel.api.problem.ClientGone;

/**
 * What is answered, written in pieces, so that a client who takes them in too slowly is found out between two of them. Once a client has gone,
 * nothing more is written.
 */
final class PacedAnswer extends ServletOutputStream {

    static final int PIECE = 16 * 1024;

    private final ServletOutputStream raw;
    private final Pace pace;
    private final Wait wait;
    private boolean gone;

    PacedAnswer(ServletOutputStream raw, Pace pace, Wait wait) {
        this.raw = raw;
        this.pace = pace;
        this.wait = wait;
    }

    /** Whether the client has gone. */
    boolean isGone() {
        return gone;
    }

    @FunctionalInterface
    private interface Writing {

        void write() throws IOException;
    }

    @Override
    public void write(int single) throws IOException {
        waitFor(() -> raw.write(single), 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int from = offset + done;
            int many = Math.min(PIECE, length - done);
            waitFor(() -> raw.write(bytes, from, many), many);
            done += many;
        }
    }

    @Override
    public void flush() throws IOException {
        waitFor(raw::flush, 0);
    }

    @Override
    public void close() throws IOException {
        waitFor(raw::close, 0);
    }

    /** Who is slow is told so before the next piece and not after the last one, which is the end of the answer. */
    private void waitFor(Writing writing, int bytes) throws IOException {
        if (gone) {
            throw new ClientGone("The client has gone.");
        }
        if (bytes > 0 && pace.isTooSlow()) {
            gone = true;
            throw new ClientGone("The answer is taken in too slowly.");
        }
        wait.begins(pace);
        try {
            writing.write();
        } catch (IOException broken) {
            gone = true;
            throw new ClientGone(broken);
        } finally {
            wait.ends(bytes);
        }
    }

    @Override
    public boolean isReady() {
        return raw.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        raw.setWriteListener(listener);
    }
}
