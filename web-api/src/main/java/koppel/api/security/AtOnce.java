package koppel.api.security;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** So much may be under way at once for each. */
final class AtOnce {

    private final int most;
    private final ConcurrentMap<String, Integer> underWay = new ConcurrentHashMap<>();

    AtOnce(int most) {
        this.most = most;
    }

    /** One that is under way, until it is closed: once or more often is the same. */
    interface Entry extends AutoCloseable {

        @Override
        void close();
    }

    /** Empty when there are as many already as may be. */
    Optional<Entry> enter(String who) {
        // told by the function and not by the number that it leaves, which another's entry may have made
        AtomicBoolean inside = new AtomicBoolean();
        underWay.compute(who, (same, count) -> {
            int before = count == null ? 0 : count;
            inside.set(before < most);
            return before < most ? Integer.valueOf(before + 1) : count;
        });
        return inside.get() ? Optional.of(() -> leave(who, inside)) : Optional.empty();
    }

    private void leave(String who, AtomicBoolean inside) {
        if (inside.compareAndSet(true, false)) {
            underWay.computeIfPresent(who, (same, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        }
    }

    /** How many there are of all together. */
    int underWay() {
        return underWay.values().stream().mapToInt(Integer::intValue).sum();
    }
}
