package koppel.bench.crash;

import java.util.Map;
import java.util.TreeMap;

/** How often what happened. */
final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    synchronized long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** As rows of a table. */
    synchronized String rows() {
        StringBuilder text = new StringBuilder();
        counts.forEach((what, times) -> text.append("| %s | %,d |%n".formatted(what, times)));
        return text.toString();
    }
}
