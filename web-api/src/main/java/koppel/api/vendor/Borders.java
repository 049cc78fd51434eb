package koppel.api.vendor;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Follows the borders between the parts of a form while it is read. The library takes a border that is cut off, or goes on as none does, for the
 * last one: of an upload that broke off there, what had come so far would count as the whole.
 */
final class Borders extends FilterInputStream {

    private final byte[] border;

    /** How much of a border there is; the first may be without a line before it. */
    private int matched = 2;

    private byte afterIt;
    private boolean broken;
    private boolean ended;

    /** @param boundary as the form's type names it */
    Borders(InputStream form, byte[] boundary) {
        super(form);
        border = ("\r\n--" + new String(boundary, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether the last border has come, and none before it that is not in order. */
    boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        for (int i = 0; i < read && !ended && !broken; i++) {
            follow(target[offset + i]);
        }
        return read;
    }

    private void follow(byte next) {
        if (matched < border.length) {
            // only its start is a carriage return, so nothing else of what came can be the start of another
            matched = next == border[matched] ? matched + 1 : next == '\r' ? 1 : 0;
        } else if (matched == border.length) {
            afterIt = next;
            matched++;
        } else {
            ended = afterIt == '-' && next == '-';
            broken = !ended && !(afterIt == '\r' && next == '\n');
            // the end of that line is one before a border too
            matched = 2;
        }
    }
}
