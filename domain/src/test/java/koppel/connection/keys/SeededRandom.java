package koppel.connection.keys;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** Random bytes that a test can have again. */
public final class SeededRandom extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final transient SplittableRandom source;

    public SeededRandom(long seed) {
        this.source = new SplittableRandom(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
    }
}
