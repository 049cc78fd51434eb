package koppel.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import koppel.connection.ConnectionId;
import koppel.document.DocumentId;

/**
 * Something that happened to a document on its way from being received to being retrieved. What concerns a queue names the connection.
 *
 * @param reason why, as a stable word: for an offer how it came about ({@code received, connected, reconnected, followed, requested,
 *     chosen, lapsed, released, returned, redriven}), for a withdrawal and for waiting what is in the way; for a validation the rule set
 * @param until when a lease ends, or ended
 * @param other the document that a duplicate repeats
 */
public record WayEvent(
        Instant at,
        Kind kind,
        Optional<Consumer> consumer,
        OptionalInt epoch,
        OptionalLong position,
        Optional<Keys> keys,
        Optional<String> reason,
        Optional<Instant> until,
        Optional<DocumentId> other) {

    /** In the order in which they are told when they happened in the same moment, such as a lease that lapses because the next begins. */
    public enum Kind {
        RECEIVED("received"),
        VALIDATED("validated"),
        INVALID("invalid"),
        DUPLICATE("duplicate"),
        ORIGINAL("original"),
        WAITING("waiting"),
        OFFERED("offered"),
        LAPSED("lapsed"),
        RELEASED("released"),
        WITHDRAWN("withdrawn"),
        REOFFERED("reoffered"),
        LEASED("leased"),
        DUE("due"),
        RETRIEVED("retrieved"),
        EXPIRED("expired");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word used in the API. */
        public String word() {
            return word;
        }

        /** @throws IllegalArgumentException for a word that is none of ours */
        public static Kind ofWord(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("not a kind of event");
        }
    }

    /** Whose queue it was at that time. */
    public record Consumer(ConnectionId connection, String name, String softwarePackage) {}

    /** The keys that were valid for an offer, or that were used. */
    public record Keys(int generation, String appKey) {}

    /** One that concerns the document alone. */
    public static WayEvent ofDocument(Instant at, Kind kind, Optional<String> reason, Optional<DocumentId> other) {
        return new WayEvent(
                at,
                kind,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                reason,
                Optional.empty(),
                other);
    }
}
