package koppel.bench.crash;

import java.util.Map;
import java.util.TreeMap;

/** How often what happened. */
final class Tally {

    /** A document that another organisation's package got. */
    static final String MISDELIVERED = "MISDELIVERED";

    /** An answer that stands for a defect of the node, whatever happened to it. */
    static final String DEFECT_ANSWERED = "ANSWERED 500";

    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** What a call was answered that has no meaning of its own here. */
    void answered(String what, int status) {
        count(what + " answered " + status);
        if (status == 500) {
            count(DEFECT_ANSWERED);
        }
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
