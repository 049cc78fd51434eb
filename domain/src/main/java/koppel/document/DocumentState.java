package koppel.document;

import java.util.Optional;

/** Where a document stands for the people of its organisation. */
public enum DocumentState {
    RECEIVED("received"),
    DUPLICATE("duplicate"),
    INVALID("invalid"),
    WAITING("waiting"),
    OFFERED("offered"),
    LEASED("leased"),
    RETRIEVED("retrieved"),
    EXPIRED("expired");

    private final String word;

    DocumentState(String word) {
        this.word = word;
    }

    /** The word used in the API. */
    public String word() {
        return word;
    }

    public static Optional<DocumentState> ofWord(String word) {
        for (DocumentState state : values()) {
            if (state.word.equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
