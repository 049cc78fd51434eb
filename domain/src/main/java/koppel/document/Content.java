package koppel.document;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a document, unchanged from when they came in; can be read any number of times. */
public interface Content {

    /** Number of bytes. */
    long size();

    /** SHA-256 of the bytes, 32 bytes in an array of the caller's own. */
    byte[] sha256();

    /**
     * The bytes from the first on; the caller closes the stream. Several may be open at once.
     *
     * @throws IOException if they can't be had from where they are kept
     */
    InputStream open() throws IOException;
}
