package koppel.api.vendor;

import jakarta.ws.rs.core.EntityPart;
import java.io.InputStream;
import java.util.List;
import koppel.shared.InvalidInput;

/** The document in a form with several parts. */
final class FilePart {

    private FilePart() {}

    /** @throws InvalidInput when no part is named file */
    static InputStream of(List<EntityPart> parts) {
        return parts.stream()
                .filter(part -> "file".equals(part.getName()))
                .findFirst()
                .map(EntityPart::getContent)
                .orElseThrow(() -> new InvalidInput("file", "The document is expected in a part named file."));
    }
}
