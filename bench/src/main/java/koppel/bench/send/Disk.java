package koppel.bench.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the node's database lies: what a write there waits, over a file that is as long as it gets from the start, as a log's is. */
final class Disk implements AutoCloseable {

    private static final int SENDS_LOG = 8 * 1024;
    private static final int FILE = 4 * 1024 * 1024;

    private final FileChannel file;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(SENDS_LOG);
    private long position;

    private Disk(FileChannel file) {
        this.file = file;
    }

    static Disk at(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve("log"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        file.write(ByteBuffer.allocate(FILE));
        file.force(true);
        return new Disk(file);
    }

    long write() throws IOException {
        long begin = System.nanoTime();
        file.write(bytes.clear(), position);
        file.force(false);
        position = (position + SENDS_LOG) % FILE;
        return System.nanoTime() - begin;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
