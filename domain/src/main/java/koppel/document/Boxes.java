package koppel.document;

import java.time.Instant;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.softwarepackage.Direction;

/** Port: the inbox and outbox of an organisation as its people see them: documents with where they stand. */
public interface Boxes {

    /**
     * What a person looks for; an empty part asks for nothing.
     *
     * @param search a part of the number, or of a party's name or id
     * @param from received at or after it
     * @param to received before it
     * @param connection what lies ready for or was retrieved by this connection's queue
     */
    record Filter(
            Optional<DocumentState> state,
            Optional<String> search,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<ConnectionId> connection) {

        /** Everything. */
        public static final Filter NONE =
                new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Newest first.
     *
     * @param after opaque, from the page before
     */
    Page<BoxEntry> page(
            OrganisationId organisation,
            Direction direction,
            Filter filter,
            Optional<String> after,
            int limit,
            Instant now);

    /** One document, if it is in this box. */
    Optional<BoxEntry> entry(OrganisationId organisation, Direction direction, DocumentId id, Instant now);
}
