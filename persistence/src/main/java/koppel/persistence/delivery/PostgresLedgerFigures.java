package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import koppel.delivery.LedgerFigures;
import koppel.persistence.Sql;

@Singleton
class PostgresLedgerFigures implements LedgerFigures {

    private static final int RANDOM_BITS = 16;

    private final Sql sql;

    @Inject
    PostgresLedgerFigures(Sql sql) {
        this.sql = sql;
    }

    /** The id of a document begins with the time of its receipt, so that no document has to be looked up. */
    @Override
    public Figures read() {
        return sql.first(
                        """
                        SELECT (SELECT count(*) FROM pending) AS waiting,
                               (SELECT count(*) FROM delivery_queue WHERE due_since IS NOT NULL) AS due,
                               (SELECT min(due_since) FROM delivery_queue WHERE due_since IS NOT NULL) AS due_since,
                               (SELECT document_id FROM pending ORDER BY document_id LIMIT 1) AS oldest""",
                        row -> new Figures(
                                row.number("waiting"),
                                row.number("due"),
                                row.maybeInstant("due_since"),
                                row.maybeUuid("oldest").map(PostgresLedgerFigures::receivedOn)))
                .orElseThrow();
    }

    private static Instant receivedOn(UUID document) {
        return Instant.ofEpochMilli(document.getMostSignificantBits() >>> RANDOM_BITS);
    }
}
