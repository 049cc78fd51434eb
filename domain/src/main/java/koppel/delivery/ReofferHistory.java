package koppel.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.document.DocumentId;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.softwarepackage.Direction;

/** Port: the re-offers of an organisation with what became of each item, and their end before the end. */
public interface ReofferHistory {

    /**
     * One item of a run: a document for one consumer, or a whole queue where everything unretrieved is re-offered.
     *
     * @param number of the invoice, as its supplier numbered it; empty for a document of a further organisation that the connection serves
     * @param outcome empty while it is not done; {@code failed} after the last attempt that it waits for
     * @param documents how many documents the queue held when the run began
     */
    record Item(
            Optional<DocumentId> document,
            Optional<String> number,
            Optional<ConnectionId> connection,
            Direction direction,
            Optional<String> outcome,
            OptionalInt documents) {}

    /** Newest first. */
    Page<UUID> runs(OrganisationId organisation, Optional<String> after, int limit);

    /** In the order of the work. */
    Page<Item> items(OrganisationId organisation, UUID run, Optional<String> after, int limit);

    Optional<OrganisationId> organisationOf(UUID run);

    /**
     * Ends a running run; what it did stays, the rest is left. Locks the queues that it is about first.
     *
     * @return whether it was running
     */
    boolean stop(OrganisationId organisation, UUID run, Instant now);
}
