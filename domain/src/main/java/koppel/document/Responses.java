package koppel.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.shared.OrganisationId;

/** Port: what buyers say about invoices. */
public interface Responses {

    /** @param reasons why, in the buyer's words; may be empty */
    record Given(InvoiceResponse code, List<String> reasons, Optional<String> note) {

        public Given {
            reasons = List.copyOf(reasons);
        }
    }

    /** The newest response to a document. */
    Optional<Given> newest(OrganisationId receiver, DocumentId received);

    void add(OrganisationId receiver, DocumentId received, Given given, ConnectionId by, Instant at);
}
