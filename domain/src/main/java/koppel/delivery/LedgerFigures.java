package koppel.delivery;

import java.time.Instant;
import java.util.Optional;

/** Port: the whole installation's ledger in a few numbers, for those who watch it. */
public interface LedgerFigures {

    /**
     * @param waiting documents that nobody retrieved yet, counted for each consumer
     * @param due queues whose next epoch is to be started
     * @param dueSince how long the oldest of them has been due
     * @param oldestUnretrieved when the document that has waited longest was received
     */
    record Figures(long waiting, long due, Optional<Instant> dueSince, Optional<Instant> oldestUnretrieved) {}

    Figures read();
}
