package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Large documents are read and judged one at a time on a node, beside small ones: each can take a large part of the heap, the reading of one that
 * is a single comment no less than the judging. Between the two a document gives its turn away, so that nobody waits for its stay in the database.
 */
@Singleton
public class LargeDocuments {

    /** Of more bytes than this a document is large. */
    public static final long LARGE = 2L * 1024 * 1024;

    private final Places place;

    @Inject
    public LargeDocuments() {
        this(Places.PATIENCE);
    }

    /** @param patience how long a large document waits for its turn */
    public LargeDocuments(Duration patience) {
        place = new Places(1, patience);
    }

    /**
     * Does some work with a document: at once with a small one, in its turn with a large one. Not within another such work.
     *
     * @throws RulesBusy if its turn does not come in time
     */
    public <T> T inTurn(Content content, Supplier<T> work) {
        return content.size() <= LARGE ? work.get() : place.take(work);
    }

    /** How many large ones wait for their turn, about. */
    int waiting() {
        return place.waiting();
    }
}
