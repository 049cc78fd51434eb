package koppel.api.transport;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import koppel.api.problem.ProblemException;

/** A message body cut out of the connection's bytes by its length or by its chunks (RFC 9112, section 6). */
final class FramedBody extends ServletInputStream {

    /** Of a chunk's size with its extensions, or of a trailer field. */
    private static final int LONGEST_LINE = 8192;

    private static final int MOST_TRAILERS = 64;

    private final InputStream raw;
    private final boolean chunked;

    /** Of the body, or of the chunk. */
    private long left;

    private boolean inside;
    private boolean ended;

    private FramedBody(InputStream raw, boolean chunked, long left) {
        this.raw = raw;
        this.chunked = chunked;
        this.left = left;
        this.ended = !chunked && left == 0;
    }

    static FramedBody ofLength(InputStream raw, long length) {
        return new FramedBody(raw, false, length);
    }

    static FramedBody chunked(InputStream raw) {
        return new FramedBody(raw, true, 0);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws ProblemException 400 where it is not framed as its headers say, or ends before its time */
    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return length == 0 ? 0 : readSome(target, offset, length);
        } catch (IOException broken) {
            throw PassedOnBody.brokenOff();
        }
    }

    private int readSome(byte[] target, int offset, int length) throws IOException {
        if (!ended && left == 0) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int read = raw.read(target, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("The body ends before its time");
        }
        left -= read;
        ended = !chunked && left == 0;
        return read;
    }

    private void nextChunk() throws IOException {
        if (inside && !line().isEmpty()) {
            throw new IOException("A chunk is longer than it says");
        }
        inside = true;
        String size = line().split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new IOException("A chunk without a size");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            skipTrailers();
            ended = true;
        }
    }

    private void skipTrailers() throws IOException {
        for (int i = 0; !line().isEmpty(); i++) {
            if (i == MOST_TRAILERS) {
                throw new IOException("Too many trailer fields");
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = raw.read(); next != '\n'; next = raw.read()) {
            if (next < 0) {
                throw new EOFException("The body ends before its time");
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("A line of the body's framing is too long");
            }
            line.append((char) next);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    @Override
    public boolean isFinished() {
        return ended;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("Read as it comes, not by a listener");
    }
}
