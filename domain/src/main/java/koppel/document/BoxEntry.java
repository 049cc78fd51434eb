package koppel.document;

import java.util.Optional;

/**
 * A line of the inbox or outbox.
 *
 * @param state where the document stands over all its queues: an open offer counts most, then a retrieval, then that it waits
 * @param reason why it is there, as a stable word such as {@code notConnected}; empty when the state says it all
 */
public record BoxEntry(Document document, DocumentState state, Optional<String> reason) {}
