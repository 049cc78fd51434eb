package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import koppel.connection.AttemptCounts.Count;
import koppel.shared.Clock;

/**
 * Counts what failed, for each thing that was tried and each address it was tried from. Whoever fails too often waits; whoever has the
 * right Secret is never counted and never waits, from the same address either.
 *
 * <p>The limit holds over all nodes. Each node counts in memory first and tells the others, through the database, of no more failures
 * than the limit; who is over it costs no write any more. A flood of different things from different addresses is told up to a bound for each
 * node; beyond that, each node counts for itself.
 */
@Singleton
public class FailedAttempts {

    private static final int MOST_A_MINUTE = 10;
    private static final int MOST_REMEMBERED = 50_000;
    private static final int MOST_TOLD_A_MINUTE = 3_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Who tells holds a connection of its own beside the caller's: more of them at once could wait for each other's. */
    private static final int MOST_TELLING = 8;

    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final AtomicReference<Count> told = new AtomicReference<>(new Count(0, Instant.MIN));
    private final Semaphore telling = new Semaphore(MOST_TELLING);
    private final AttemptsOfAllNodes allNodes;
    private final Clock clock;

    @Inject
    public FailedAttempts(AttemptsOfAllNodes allNodes, Clock clock) {
        this.allNodes = allNodes;
        this.clock = clock;
    }

    /**
     * Notes a failure.
     *
     * @param what was tried: an App Key, or a word for what has no name; never a secret
     * @return how long to wait, when there were too many
     */
    public Optional<Duration> failed(String what, String address) {
        Instant now = clock.now();
        forgetOld(now);
        String tried = tried(what, address);
        Count count = counts.compute(tried, (same, before) -> oneMore(before, now));
        if (count.failures() <= MOST_A_MINUTE && mayTell(now) && telling.tryAcquire()) {
            try {
                count = learn(tried, allNodes.add(tried, now, count.ends()), now);
            } finally {
                telling.release();
            }
        }
        return count.failures() > MOST_A_MINUTE ? Optional.of(left(count, now)) : Optional.empty();
    }

    /** How long to wait before trying again, for what can be guessed and is therefore not even checked before. */
    public Optional<Duration> waiting(String what, String address) {
        Instant now = clock.now();
        String tried = tried(what, address);
        Optional<Count> count = Optional.ofNullable(counts.get(tried))
                .filter(mine -> !mine.isOver(now) && mine.failures() >= MOST_A_MINUTE);
        return count.or(() -> allNodes.current(tried, now).map(others -> learn(tried, others, now)))
                .filter(known -> known.failures() >= MOST_A_MINUTE)
                .map(known -> left(known, now));
    }

    private static Count oneMore(Count before, Instant now) {
        return before == null || before.isOver(now)
                ? new Count(1, now.plus(WINDOW))
                : new Count(before.failures() + 1, before.ends());
    }

    /** The window of all nodes counts, and in it whoever knows of more failures. */
    private Count learn(String tried, Count all, Instant now) {
        return counts.merge(
                tried, all, (mine, theirs) -> mine.isOver(now) || theirs.failures() >= mine.failures() ? theirs : mine);
    }

    /** Whether another failure is told to the other nodes in this minute. */
    private boolean mayTell(Instant now) {
        return told.updateAndGet(before -> oneMore(before, now)).failures() <= MOST_TOLD_A_MINUTE;
    }

    private void forgetOld(Instant now) {
        if (counts.size() >= MOST_REMEMBERED) {
            counts.values().removeIf(count -> count.isOver(now));
            if (counts.size() >= MOST_REMEMBERED) {
                counts.clear();
            }
        }
    }

    private static Duration left(Count count, Instant now) {
        Duration left = Duration.between(now, count.ends());
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    private static String tried(String what, String address) {
        return what + "\n" + network(address);
    }

    /** One who has an IPv6 address has 2^64 of them. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] groups = address.split(":", 5);
        return String.join(":", Arrays.copyOf(groups, Math.min(4, groups.length)));
    }
}
