package koppel.api.vendor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.api.json.RequestJson;
import koppel.document.DocumentId;
import koppel.shared.InvalidInput;

/** Ids as they were asked for, each once, in their order. */
final class DocumentIds {

    static final String NAME = "documentIds";

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

    /**
     * Ends the reading of what they were asked for in.
     *
     * @throws InvalidInput if there are none, or too many, or anything was noted before
     */
    static void requireSome(RequestJson body, Map<String, Optional<DocumentId>> ids) {
        body.wrong().require(!ids.isEmpty(), NAME, "A list of between 1 and " + MOST + " document ids is needed.");
        body.done();
    }
}
