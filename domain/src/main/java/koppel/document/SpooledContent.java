package koppel.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * Content on its way in. The first 256 KB stay in memory, which is where nearly every invoice ends; the rest goes to a temporary file
 * that only the owner of the process can read and that is gone once this is closed.
 *
 * <p>On Linux the file loses its name as soon as it is open, so that not even a process that is killed leaves an invoice lying about.
 */
public final class SpooledContent implements Content, AutoCloseable {

    /** Largest document: 24 MB in the binary sense, 25,165,824 bytes. */
    public static final long LIMIT = 24L * 1024 * 1024;

    static final int IN_MEMORY = 256 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final byte[] head;

    /** What follows the head, from its position 0 on; null if nothing does. */
    private final FileChannel rest;

    private final long size;
    private final byte[] sha256;
    private volatile boolean closed;

    private SpooledContent(byte[] head, FileChannel rest, long size, byte[] sha256) {
        this.head = head;
        this.rest = rest;
        this.size = size;
        this.sha256 = sha256;
    }

    /**
     * Takes in a stream to its end, which stays the caller's to close.
     *
     * @throws ContentTooLarge if it has more than {@link #LIMIT} bytes; nothing is kept then, and no more than that was read
     * @throws NoRoomForContent if the temporary file can't be made or written
     * @throws IOException if the stream can't be read
     */
    public static SpooledContent of(InputStream source) throws IOException {
        return of(source, LIMIT);
    }

    /**
     * Takes in a stream of at most so many bytes.
     *
     * @throws ContentTooLarge if it has more than {@code limit} bytes
     * @throws NoRoomForContent if the temporary file can't be made or written
     * @throws IOException if the stream can't be read
     */
    public static SpooledContent of(InputStream source, long limit) throws IOException {
        return of(source, limit, Path.of(System.getProperty("java.io.tmpdir")));
    }

    static SpooledContent of(InputStream source, long limit, Path directory) throws IOException {
        MessageDigest digest = newDigest();
        byte[] head = source.readNBytes((int) Math.min(IN_MEMORY, limit + 1));
        if (head.length > limit) {
            throw new ContentTooLarge(limit);
        }
        digest.update(head);
        if (head.length < IN_MEMORY) {
            return new SpooledContent(head, null, head.length, digest.digest());
        }
        byte[] buffer = new byte[BUFFER];
        int count = source.readNBytes(buffer, 0, buffer.length);
        if (count == 0) {
            return new SpooledContent(head, null, head.length, digest.digest());
        }
        FileChannel rest = temporaryFile(directory);
        try {
            long size = head.length;
            while (count > 0) {
                size += count;
                if (size > limit) {
                    throw new ContentTooLarge(limit);
                }
                digest.update(buffer, 0, count);
                write(rest, ByteBuffer.wrap(buffer, 0, count));
                count = source.readNBytes(buffer, 0, buffer.length);
            }
            return new SpooledContent(head, rest, size, digest.digest());
        } catch (IOException | RuntimeException failed) {
            rest.close();
            throw failed;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public byte[] sha256() {
        return sha256.clone();
    }

    @Override
    public InputStream open() throws IOException {
        if (closed) {
            throw new IOException("The content was closed.");
        }
        InputStream first = new ByteArrayInputStream(head);
        return rest == null ? first : new SequenceInputStream(first, new Rest(rest));
    }

    /** Gives the temporary file back. Streams that are open end with an error if they need it. */
    @Override
    public void close() {
        closed = true;
        if (rest != null) {
            try {
                rest.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void write(FileChannel rest, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                rest.write(bytes);
            }
        } catch (IOException full) {
            throw new NoRoomForContent(full);
        }
    }

    private static FileChannel temporaryFile(Path directory) {
        try {
            return openedTemporaryFile(directory);
        } catch (IOException full) {
            throw new NoRoomForContent(full);
        }
    }

    private static FileChannel openedTemporaryFile(Path directory) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path file = Files.createTempFile(directory, "koppel-", ".tmp", ownerOnly);
        try {
            return FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    /** Reads at a position of its own, so that several readers don't disturb each other. */
    private static final class Rest extends InputStream {

        private final FileChannel file;
        private long position;

        Rest(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            int count = file.read(ByteBuffer.wrap(target, offset, length), position);
            if (count > 0) {
                position += count;
            }
            return count;
        }
    }
}
