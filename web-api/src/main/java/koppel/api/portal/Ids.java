package koppel.api.portal;

import java.util.Optional;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.document.DocumentId;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;

/** Ids out of paths; what is no id at all is answered like one that does not exist. */
final class Ids {

    private static final int LENGTH = 36;

    private Ids() {}

    static UUID organisation(String text) {
        return uuid(text).orElseThrow(() -> new NotFound("organisation"));
    }

    static ConnectionId connection(String text) {
        return ConnectionId.parse(text).orElseThrow(() -> new NotFound("connection"));
    }

    static UUID reoffer(String text) {
        return uuid(text).orElseThrow(() -> new NotFound("re-offer"));
    }

    static long run(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notAnId) {
            throw new NotFound("run");
        }
    }

    static DocumentId document(String text) {
        try {
            return DocumentId.parse(text);
        } catch (InvalidInput notAnId) {
            throw new NotFound("document");
        }
    }

    static Optional<UUID> uuid(String text) {
        try {
            return text.length() == LENGTH ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
