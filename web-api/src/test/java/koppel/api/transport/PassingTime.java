package koppel.api.transport;

import java.util.function.LongSupplier;

/** Passes when it is told to. */
final class PassingTime implements LongSupplier {

    private long nanos = Long.MAX_VALUE - 5;

    void pass(double seconds) {
        nanos += (long) (seconds * 1e9);
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
