package koppel.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this node found out a short while ago, by what it was asked about. Where more is found out than it may hold it begins anew, which costs
 * those who ask no more than a look-up each.
 *
 * @param <K> about what
 * @param <V> what was found
 */
public final class Remembered<K, V> {

    private final Map<K, Known<V>> known = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration time;
    private final int most;

    private record Known<V>(V found, Instant since) {}

    /**
     * @param time how long something is remembered
     * @param most how many at once
     */
    public Remembered(Clock clock, Duration time, int most) {
        this.clock = clock;
        this.time = time;
        this.most = most;
    }

    public void remember(K about, V found) {
        if (known.size() >= most && !known.containsKey(about)) {
            known.clear();
        }
        known.put(about, new Known<>(found, clock.now()));
    }

    public void forget(K about) {
        known.remove(about);
    }

    /** Empty says nothing about it. */
    public Optional<V> of(K about) {
        Known<V> one = known.get(about);
        if (one == null) {
            return Optional.empty();
        }
        if (!clock.now().isBefore(one.since().plus(time))) {
            known.remove(about, one);
            return Optional.empty();
        }
        return Optional.of(one.found());
    }
}
