package koppel.delivery;

import java.time.Instant;
import java.util.List;
import koppel.document.DocumentId;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** Port: what happened to a document in the delivery queues of its organisation. */
public interface DocumentWays {

    /** In no particular order. */
    List<WayEvent> inQueues(OrganisationId organisation, Direction direction, DocumentId document, Instant now);
}
