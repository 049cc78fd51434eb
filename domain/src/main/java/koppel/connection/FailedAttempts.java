package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import koppel.shared.Clock;

/**
 * Counts what failed, for each thing that was tried and each address it was tried from. Whoever fails too often waits; whoever has the
 * right Secret is never counted and never waits, from the same address either. Each node counts for itself: 256 random bits need no
 * counting to stay secret, the node's time and the log do.
 */
@Singleton
public class FailedAttempts {

    private static final int MOST_A_MINUTE = 10;
    private static final int MOST_REMEMBERED = 50_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Map<Tried, Count> counts = new ConcurrentHashMap<>();
    private final Clock clock;

    @Inject
    public FailedAttempts(Clock clock) {
        this.clock = clock;
    }

    private record Tried(String what, String network) {}

    private record Count(Instant since, int failures) {}

    /**
     * Notes a failure.
     *
     * @param what was tried: an App Key, or a word for what has no name; never a secret
     * @return how long to wait, when there were too many
     */
    public Optional<Duration> failed(String what, String address) {
        Instant now = clock.now();
        if (counts.size() >= MOST_REMEMBERED) {
            counts.values().removeIf(count -> isOver(count, now));
            if (counts.size() >= MOST_REMEMBERED) {
                counts.clear();
            }
        }
        Count count = counts.compute(
                new Tried(what, network(address)),
                (tried, before) -> before == null || isOver(before, now)
                        ? new Count(now, 1)
                        : new Count(before.since(), before.failures() + 1));
        return count.failures() > MOST_A_MINUTE ? Optional.of(left(count, now)) : Optional.empty();
    }

    /** How long to wait before trying again, for what can be guessed and is therefore not even checked before. */
    public Optional<Duration> waiting(String what, String address) {
        Instant now = clock.now();
        Count count = counts.get(new Tried(what, network(address)));
        return count == null || isOver(count, now) || count.failures() < MOST_A_MINUTE
                ? Optional.empty()
                : Optional.of(left(count, now));
    }

    private static boolean isOver(Count count, Instant now) {
        return !now.isBefore(count.since().plus(WINDOW));
    }

    private static Duration left(Count count, Instant now) {
        Duration left = Duration.between(now, count.since().plus(WINDOW));
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    /** One who has an IPv6 address has 2^64 of them. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] groups = address.split(":", 5);
        return String.join(":", java.util.Arrays.copyOf(groups, Math.min(4, groups.length)));
    }
}
