package koppel.persistence;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a node from writing down the same activity more than once a minute: the row would be a hot spot. */
public final class OncePerMinute<K> {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 100_000;

    private final Map<K, Instant> noted = new ConcurrentHashMap<>();

    /** Whether a minute has passed since the last time that this answered yes for that. */
    public boolean isDue(K key, Instant now) {
        if (noted.size() > MOST_REMEMBERED) {
            noted.clear();
        }
        Instant before = noted.get(key);
        if (before != null && now.isBefore(before.plus(MINUTE))) {
            return false;
        }
        return before == null ? noted.putIfAbsent(key, now) == null : noted.replace(key, before, now);
    }
}
