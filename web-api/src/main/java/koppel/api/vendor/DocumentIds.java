package koppel.api.vendor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.document.DocumentId;
import koppel.shared.InvalidInput;

/** Ids as they were asked for, each once, in their order. */
final class DocumentIds {

    private static final int MOST = 1000;

    private DocumentIds() {}

    /** None of them when there are too many, or no list at all. */
    static Map<String, Optional<DocumentId>> maybe(List<String> texts) {
        Map<String, Optional<DocumentId>> ids = new LinkedHashMap<>();
        if (texts != null && texts.size() <= MOST) {
            texts.forEach(text -> ids.computeIfAbsent(text, NamedOrganisation::maybeDocument));
        }
        return ids;
    }

    static void requireSome(Map<String, Optional<DocumentId>> ids) {
        if (ids.isEmpty()) {
            throw new InvalidInput("documentIds", "Between 1 and " + MOST + " ids.");
        }
    }
}
