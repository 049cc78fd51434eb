package koppel.connection;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What all nodes of a test know, and how often they wrote. */
final class InMemoryAttemptCounts implements AttemptCounts {

    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final AtomicInteger writes = new AtomicInteger();

    @Override
    public Count add(String tried, Instant now, Instant ends) {
        writes.incrementAndGet();
        return counts.merge(
                tried,
                new Count(1, ends),
                (before, first) -> before.isOver(now) ? first : new Count(before.failures() + 1, before.ends()));
    }

    @Override
    public Optional<Count> current(String tried, Instant now) {
        return Optional.ofNullable(counts.get(tried)).filter(count -> !count.isOver(now));
    }

    int writes() {
        return writes.get();
    }
}
