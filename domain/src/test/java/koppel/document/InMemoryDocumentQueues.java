package koppel.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was entered, in its order. */
public final class InMemoryDocumentQueues implements DocumentQueues {

    private final List<Entry> entered = new ArrayList<>();

    @Override
    public void enter(List<Entry> entries, Instant now) {
        entered.addAll(entries);
    }

    public List<Entry> entered() {
        return List.copyOf(entered);
    }
}
