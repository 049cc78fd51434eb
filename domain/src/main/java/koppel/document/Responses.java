package koppel.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.shared.OrganisationId;

/** Port: what buyers say about invoices, and to whom that travels. */
public interface Responses {

    /** The sender's side of a document that was sent on this platform. */
    record Counterpart(OrganisationId sender, DocumentId document) {}

    /** @param reasons why, in the buyer's words; may be empty */
    record Given(InvoiceResponse code, List<String> reasons, Optional<String> note) {

        public Given {
            reasons = List.copyOf(reasons);
        }
    }

    void link(OrganisationId receiver, DocumentId received, Counterpart sent);

    /** Empty for a document that came from elsewhere. */
    Optional<Counterpart> counterpart(OrganisationId receiver, DocumentId received);

    /** The newest response to a document. */
    Optional<Given> newest(OrganisationId receiver, DocumentId received);

    void add(OrganisationId receiver, DocumentId received, Given given, ConnectionId by, Instant at);
}
