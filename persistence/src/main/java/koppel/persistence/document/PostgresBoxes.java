package koppel.persistence.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koppel.document.BoxEntry;
import koppel.document.Boxes;
import koppel.document.DocumentId;
import koppel.document.DocumentState;
import koppel.persistence.Directions;
import koppel.persistence.Paging;
import koppel.persistence.Sql;
import koppel.persistence.TimedKey;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.softwarepackage.Direction;

@Singleton
class PostgresBoxes implements Boxes {

    private final Sql sql;

    @Inject
    PostgresBoxes(Sql sql) {
        this.sql = sql;
    }

    /** Where a document stands: an open offer counts most, then a retrieval, then that it waits. */
    private static final String ENTRIES = """
            SELECT * FROM (
                SELECT d.*,
                    CASE WHEN d.expires_at <= ? THEN 'expired'
                         WHEN d.duplicate_of IS NOT NULL AND d.released_at IS NULL THEN 'duplicate'
                         WHEN NOT d.valid AND NOT coalesce(r.retrieved, false) THEN 'invalid'
                         WHEN w.offered THEN 'offered'
                         WHEN w.leased THEN 'leased'
                         WHEN r.retrieved THEN 'retrieved'
                         WHEN w.waiting THEN 'waiting'
                         ELSE 'received' END AS state,
                    CASE WHEN d.expires_at <= ? OR (d.duplicate_of IS NOT NULL AND d.released_at IS NULL) THEN NULL
                         WHEN w.offered THEN CASE WHEN w.again THEN 'reoffered' ELSE 'received' END
                         WHEN w.parked THEN 'needsAttention'
                         WHEN w.leased OR r.retrieved THEN NULL
                         WHEN w.waiting THEN CASE WHEN w.due THEN 'due' WHEN w.held THEN 'reofferOnRequest' ELSE 'notConnected' END
                         WHEN EXISTS (SELECT 1 FROM delivery_queue q JOIN held_back h USING (organisation_id, queue_id)
                                      WHERE q.organisation_id = d.organisation_id AND q.direction = d.direction
                                        AND h.document_id = d.document_id) THEN 'beforeStartDate'
                         ELSE NULL END AS reason
                FROM document d
                LEFT JOIN LATERAL (
                    SELECT bool_or(a.available AND NOT a.leased) AS offered, bool_or(a.available AND a.leased) AS leased,
                           bool_or(NOT a.available) AS waiting, bool_or(a.again) AS again, bool_or(a.parked) AS parked,
                           bool_or(a.due_since IS NOT NULL) AS due, bool_or(a.open) AS held
                    FROM (SELECT q.open, q.due_since, q.open AND p.position >= q.floor_position AS available,
                                 p.lease_epoch IS NOT DISTINCT FROM q.epoch AND p.lease_until > ? AS leased,
                                 p.lease_epoch = q.epoch AND p.lease_until = '9999-12-31 00:00:00+00' AS parked,
                                 p.reoffered OR p.position < q.epoch_position AS again
                          FROM delivery_queue q JOIN pending p USING (organisation_id, queue_id)
                          WHERE q.organisation_id = d.organisation_id AND q.direction = d.direction AND p.document_id = d.document_id) a
                ) w ON true
                LEFT JOIN LATERAL (
                    SELECT true AS retrieved FROM delivery_queue q JOIN retrieval t USING (organisation_id, queue_id)
                    WHERE q.organisation_id = d.organisation_id AND q.direction = d.direction AND t.document_id = d.document_id LIMIT 1
                ) r ON true
                WHERE d.organisation_id = ? AND d.direction = ?
            """;

    private static final String SEARCH = """
            (d.number ILIKE ? OR d.supplier_name ILIKE ? OR d.customer_name ILIKE ? OR d.supplier ILIKE ? OR d.customer ILIKE ?)""";

    /** Through the connection's present queue, and through those that it had in an epoch of its own. */
    private static final String CONNECTION = """
            EXISTS (
                SELECT 1 FROM delivery_queue q
                WHERE q.organisation_id = d.organisation_id AND q.direction = d.direction
                  AND (q.connection_id = ? OR EXISTS (SELECT 1 FROM queue_epoch e WHERE e.organisation_id = q.organisation_id
                                                      AND e.queue_id = q.queue_id AND e.connection_id = ?))
                  AND (EXISTS (SELECT 1 FROM pending p WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                               AND p.document_id = d.document_id)
                    OR EXISTS (SELECT 1 FROM retrieval t WHERE t.organisation_id = q.organisation_id AND t.queue_id = q.queue_id
                               AND t.document_id = d.document_id)
                    OR EXISTS (SELECT 1 FROM offer_event v WHERE v.organisation_id = q.organisation_id AND v.queue_id = q.queue_id
                               AND v.document_id = d.document_id AND v.event IN ('expired', 'expiredUnoffered'))))""";

    /** A condition is written only where it is asked for, since the planner would not see through one that may be none. */
    private static final class Conditions {

        private final StringBuilder text = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        void add(String condition, Object... values) {
            text.append(" AND ").append(condition);
            parameters.addAll(List.of(values));
        }
    }

    @Override
    public Page<BoxEntry> page(
            OrganisationId organisation,
            Direction direction,
            Filter filter,
            Optional<String> after,
            int limit,
            Instant now) {
        Conditions of = new Conditions();
        after.map(TimedKey::parse)
                .ifPresent(key -> of.add("(d.received_at, d.document_id) < (?, ?)", key.time(), key.id()));
        filter.from().ifPresent(from -> of.add("d.received_at >= ?", from));
        filter.to().ifPresent(to -> of.add("d.received_at < ?", to));
        filter.search().map(PostgresBoxes::anywhere).ifPresent(part -> of.add(SEARCH, part, part, part, part, part));
        filter.connection().ifPresent(connection -> of.add(CONNECTION, connection.value(), connection.value()));
        List<BoxEntry> rows = entries(organisation, direction, of, filter.state(), limit + 1, now);
        return Paging.page(rows, limit, entry -> entry, last -> key(last).cursor());
    }

    private static String anywhere(String part) {
        return "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    @Override
    public Optional<BoxEntry> entry(OrganisationId organisation, Direction direction, DocumentId id, Instant now) {
        Conditions of = new Conditions();
        of.add("d.document_id = ?", id.value());
        return entries(organisation, direction, of, Optional.empty(), 1, now).stream()
                .findFirst();
    }

    private List<BoxEntry> entries(
            OrganisationId organisation,
            Direction direction,
            Conditions of,
            Optional<DocumentState> state,
            int limit,
            Instant now) {
        List<Object> parameters =
                new ArrayList<>(List.of(now, now, now, organisation.number(), Directions.number(direction)));
        parameters.addAll(of.parameters);
        state.map(DocumentState::word).ifPresent(parameters::add);
        parameters.add(limit);
        return sql.list(
                ENTRIES + of.text + ") box" + (state.isPresent() ? " WHERE state = ?" : "")
                        + " ORDER BY received_at DESC, document_id DESC LIMIT ?",
                PostgresBoxes::toDomain,
                parameters.toArray());
    }

    private static BoxEntry toDomain(Sql.Row row) throws SQLException {
        return new BoxEntry(
                DocumentColumns.toDomain(row),
                DocumentState.ofWord(row.text("state")).orElseThrow(),
                row.maybeText("reason"));
    }

    private static TimedKey key(BoxEntry entry) {
        return new TimedKey(entry.document().receivedOn(), entry.document().id().value());
    }
}
