package koppel.api.security;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import koppel.api.problem.RetryAfter;
import koppel.shared.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** So many requests may be made with one set of keys in a minute, on each node. */
@Singleton
public class RateLimit {

    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int MOST_KEYS = 10_000;

    /** Beyond the most keys, ended windows are swept out this often: a sweep looks at all of them. */
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(5);

    private final int limit;
    private final Clock clock;
    private final ConcurrentMap<String, Window> windows = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

    @Inject
    public RateLimit(@ConfigProperty(name = "KOPPEL_RATE_LIMIT", defaultValue = "60000") int limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    private record Window(Instant ends, AtomicInteger used) {}

    /**
     * Where a set of keys stands after a request.
     *
     * @param allowed whether the request is within the limit
     * @param remaining how many more are, until the window ends
     * @param secondsLeft of the window, at least 1
     */
    public record Standing(boolean allowed, int remaining, long secondsLeft) {}

    /** Whether there is a limit at all. */
    public boolean isOn() {
        return limit > 0;
    }

    public int limit() {
        return limit;
    }

    /** Counts a request. */
    public Standing count(String keys) {
        Instant now = clock.now();
        sweep(now);
        Window window = windows.compute(
                keys,
                (same, current) -> current == null || !current.ends().isAfter(now)
                        ? new Window(now.plus(WINDOW), new AtomicInteger())
                        : current);
        // a window can be used up to the last moment: the count stops just above the limit, so that it never overflows
        int used = window.used().updateAndGet(before -> Math.min(before + 1, limit + 1));
        return new Standing(
                used <= limit, Math.max(0, limit - used), RetryAfter.seconds(Duration.between(now, window.ends())));
    }

    private void sweep(Instant now) {
        if (windows.size() <= MOST_KEYS) {
            return;
        }
        Instant due = nextSweep.get();
        if (!now.isBefore(due) && nextSweep.compareAndSet(due, now.plus(BETWEEN_SWEEPS))) {
            windows.values().removeIf(window -> !window.ends().isAfter(now));
        }
    }

    /** How many windows are in memory. */
    int windows() {
        return windows.size();
    }
}
