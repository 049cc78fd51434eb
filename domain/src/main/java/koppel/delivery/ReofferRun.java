package koppel.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A re-offer that a person asked for, and how far it is.
 *
 * @param total how many documents it is about, counted for each consumer
 * @param failed how many could not be offered, though nothing speaks against it
 * @param skipped how many were left out, by reason
 */
public record ReofferRun(
        UUID id,
        State state,
        long total,
        long done,
        long offered,
        long failed,
        Map<SkipReason, Long> skipped,
        Instant startedOn,
        Optional<Instant> endedOn) {

    public ReofferRun {
        skipped = Map.copyOf(skipped);
    }

    public long remaining() {
        return state == State.RUNNING ? Math.max(0, total - done) : 0;
    }

    /** Documents a second, from its start to its end, or to now. */
    public double rate(Instant now) {
        long millis = Duration.between(startedOn, endedOn.orElse(now)).toMillis();
        return done * 1000.0 / Math.max(1, millis);
    }

    /** Where a run stands. */
    public enum State {
        RUNNING("running"),
        COMPLETED("completed"),
        FAILED("failed"),
        STOPPED("stopped");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** The word used in API and database. */
        public String word() {
            return word;
        }

        /** @throws IllegalArgumentException for a word that is none of ours */
        public static State ofWord(String word) {
            for (State state : values()) {
                if (state.word.equals(word)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("not a state of a run");
        }
    }

    /** Why a document was not offered again. */
    public enum SkipReason {
        RETRIEVED("retrieved"),
        LEASED("leased"),
        /** Parked, and the re-offer was about everything: whoever chooses the document itself has it offered. */
        NEEDS_ATTENTION("needsAttention"),
        DUPLICATE("duplicate"),
        BEFORE_START_DATE("beforeStartDate"),
        EXPIRED("expired"),
        NOT_CONNECTED("notConnected");

        private final String word;

        SkipReason(String word) {
            this.word = word;
        }

        /** The word used in API and database. */
        public String word() {
            return word;
        }

        public static Optional<SkipReason> ofWord(String word) {
            for (SkipReason reason : values()) {
                if (reason.word.equals(word)) {
                    return Optional.of(reason);
                }
            }
            return Optional.empty();
        }
    }
}
