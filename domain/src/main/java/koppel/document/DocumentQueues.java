package koppel.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** Port: where documents that came in are put ready for their organisations' consumers. */
public interface DocumentQueues {

    /**
     * A document that is to be put ready.
     *
     * @param except the connection that sent the document: nothing sent comes back to it
     */
    record Entry(
            OrganisationId organisation, Direction direction, DocumentId document, Optional<ConnectionId> except) {}

    /**
     * Enters each document into every delivery queue of its organisation and direction, also those whose connection is revoked and the
     * one that waits for a first connection. Locks all these queues first, in the order of their ids so that no two transactions wait
     * for each other, and takes the positions under the locks, so that no commit overtakes another.
     */
    void enter(List<Entry> entries, Instant now);
}
