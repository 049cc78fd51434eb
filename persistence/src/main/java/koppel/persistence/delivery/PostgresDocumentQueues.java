package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.document.DocumentQueues;
import koppel.persistence.Directions;
import koppel.persistence.Sql;

@Singleton
class PostgresDocumentQueues implements DocumentQueues {

    private static final String ENTER = """
            WITH entry AS MATERIALIZED (
                SELECT * FROM unnest(?, ?, ?) AS e(organisation_id, direction, except_connection)),
            locked AS MATERIALIZED (%s)
            SELECT count(*) FROM locked;
            WITH entry AS MATERIALIZED (
                SELECT e.*, %s AS received_at FROM unnest(?, ?, ?, ?) WITH ORDINALITY
                    AS e(organisation_id, direction, document_id, except_connection, nth)),
            %s;
            WITH entry AS (
                SELECT * FROM unnest(?, ?, ?) AS e(organisation_id, direction, document_id)),
            %s""".formatted(
                    QueueEntries.LOCKED, QueueEntries.RECEIVED_AT, QueueEntries.PLACED, QueueEntries.EARLY_ONES_HELD);

    private final Sql sql;

    @Inject
    PostgresDocumentQueues(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void enter(List<Entry> entries, Instant now) {
        if (entries.isEmpty()) {
            return;
        }
        Integer[] organisations =
                entries.stream().map(entry -> entry.organisation().number()).toArray(Integer[]::new);
        Integer[] directions = entries.stream()
                .map(entry -> Directions.number(entry.direction()))
                .toArray(Integer[]::new);
        UUID[] documents =
                entries.stream().map(entry -> entry.document().value()).toArray(UUID[]::new);
        UUID[] exceptions = entries.stream()
                .map(entry -> entry.except().map(ConnectionId::value).orElse(null))
                .toArray(UUID[]::new);
        sql.together(
                ENTER,
                organisations,
                directions,
                exceptions,
                organisations,
                directions,
                documents,
                exceptions,
                now,
                organisations,
                directions,
                documents,
                now);
    }
}
