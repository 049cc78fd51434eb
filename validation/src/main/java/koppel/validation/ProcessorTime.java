package koppel.validation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * The processor's time that judging one document may take. Many rules look at the whole document for each of its elements, so a document made
 * for it would keep a processor busy for hours. It is time of the thread, so that no document is refused because the machine is busy; and the
 * more bytes there are the longer it is, since a genuine document takes time in proportion to them.
 */
final class ProcessorTime {

    /** A hundred times what a usual document takes that is among the first ones of a slow machine. */
    private static final long LEAST_MILLIS = 2_000;

    /** Five times what a document takes that is nothing but lines, on a busy machine. */
    private static final long MILLIS_PER_KILOBYTE = 6;

    /** So many steps are less than a moment, and the clock takes no part of them that counts. */
    private static final int STEPS_BETWEEN_LOOKS = 2_048;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final LongSupplier clock;
    private final long end;
    private long steps;

    private ProcessorTime(LongSupplier clock, long nanos) {
        this.clock = clock;
        this.end = clock.getAsLong() + nanos;
    }

    /** For a document of so many bytes, on the thread that calls. */
    static ProcessorTime of(long bytes) {
        long millis = LEAST_MILLIS + MILLIS_PER_KILOBYTE * (bytes / 1024);
        return new ProcessorTime(THREADS::getCurrentThreadCpuTime, millis * 1_000_000);
    }

    /** By a clock that a test holds, in nanoseconds. */
    static ProcessorTime of(LongSupplier clock, long nanos) {
        return new ProcessorTime(clock, nanos);
    }

    /**
     * Something was looked at.
     *
     * @param length how much there is of it
     * @throws Spent once no time is left
     */
    void step(long length) {
        long before = steps / STEPS_BETWEEN_LOOKS;
        steps += 1 + length;
        if (steps / STEPS_BETWEEN_LOOKS != before && clock.getAsLong() > end) {
            throw new Spent();
        }
    }

    /**
     * All of it is used. No exception: the engine catches all that passes through a rule, prints where it was, and makes another one of it.
     */
    static final class Spent extends Error {

        private static final long serialVersionUID = 1L;

        Spent() {
            super("the time for judging a document is spent", null, false, false);
        }
    }
}
