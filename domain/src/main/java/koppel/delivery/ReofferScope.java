package koppel.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.document.DocumentId;
import koppel.shared.OrganisationId;

/**
 * What is to be re-offered.
 *
 * @param connection only to this connection; empty: to all active ones of the organisation
 * @param documents only these; empty: all
 * @param from only what was received at or after it
 * @param to only what was received before it
 * @param includeRetrieved whether documents that were retrieved are offered again too
 */
public record ReofferScope(
        OrganisationId organisation,
        Optional<ConnectionId> connection,
        List<DocumentId> documents,
        Optional<Instant> from,
        Optional<Instant> to,
        boolean includeRetrieved) {

    public ReofferScope {
        documents = List.copyOf(documents);
    }

    /** Whether it means everything unretrieved, which takes an epoch instead of a row for each document. */
    public boolean isEverythingUnretrieved() {
        return documents.isEmpty() && from.isEmpty() && to.isEmpty() && !includeRetrieved;
    }
}
