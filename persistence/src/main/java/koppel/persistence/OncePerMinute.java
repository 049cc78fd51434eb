package koppel.persistence;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import koppel.connection.ConnectionId;

/** Keeps a node from writing down the same connection's activity more than once a minute: the row would be a hot spot. */
public final class OncePerMinute {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 100_000;

    private final Map<ConnectionId, Instant> noted = new ConcurrentHashMap<>();

    /** Whether a minute has passed since the last time that this answered yes for the connection. */
    public boolean isDue(ConnectionId connection, Instant now) {
        if (noted.size() > MOST_REMEMBERED) {
            noted.clear();
        }
        Instant before = noted.get(connection);
        if (before != null && now.isBefore(before.plus(MINUTE))) {
            return false;
        }
        return before == null ? noted.putIfAbsent(connection, now) == null : noted.replace(connection, before, now);
    }
}
