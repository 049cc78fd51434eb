package koppel.persistence.delivery;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import koppel.connection.ConnectionId;
import koppel.delivery.ReofferScope;
import koppel.document.DocumentId;

/** What the scope of a re-offer is about, as pieces of SQL: queues and documents. */
final class ScopedDocuments {

    private ScopedDocuments() {}

    /** A piece of SQL with the values of its parameters. */
    record Piece(String text, List<Object> parameters) {

        static Piece of(String text, Object... parameters) {
            return new Piece(text, Arrays.asList(parameters));
        }

        Piece and(Piece other) {
            return new Piece(
                    text + "\n  AND " + other.text,
                    Stream.concat(parameters.stream(), other.parameters.stream())
                            .toList());
        }

        Object[] after(Object... before) {
            return Stream.concat(Arrays.stream(before), parameters.stream()).toArray();
        }
    }

    /** Nothing sent comes back to the connection that sent it, nor to one that goes on in its place. */
    private static final String NOT_ITS_OWN = """
            (d.sent_by IS NULL OR (SELECT coalesce(s.line, s.connection_id) FROM connection s WHERE s.connection_id = d.sent_by)
                IS DISTINCT FROM (SELECT coalesce(c.line, c.connection_id) FROM connection c WHERE c.connection_id = q.connection_id))""";

    /** Open, or about to be: both belong to an active connection. */
    private static final Piece ACTIVE = Piece.of("(q.open OR q.due_since IS NOT NULL)");

    /** Its own text for each kind of scope, since a condition for both would be answered without an index. */
    private static Piece whose(ReofferScope scope) {
        return scope.connection()
                .map(connection -> Piece.of("q.connection_id = ?", connection.value()))
                .orElseGet(() ->
                        Piece.of("q.organisation_id = ?", scope.organisation().number()));
    }

    /** Queues of the scope that are offered something, or about to be. */
    static Piece activeQueues(ReofferScope scope) {
        return whose(scope).and(ACTIVE);
    }

    static UUID[] ids(ReofferScope scope) {
        return scope.documents().stream().map(DocumentId::value).distinct().toArray(UUID[]::new);
    }

    /**
     * What a run over chosen documents is about: pairs of a queue q and a document d. What is asked about each document is joined and not
     * put as EXISTS, which would be answered from a hash of all tenants' rows.
     */
    static Piece chosen(ReofferScope scope) {
        return chosen(scope, isUnretrievedOnly(scope) ? ReofferRules.WAITING + ReofferRules.RETRIEVED : "\n");
    }

    /** The same, as what {@link ReofferRules#outcome} is asked about; of retrievals only where they count. */
    static Piece chosenWithStanding(ReofferScope scope) {
        return chosen(
                scope,
                "\n" + ReofferRules.START_DATE + ReofferRules.WAITING
                        + (scope.includeRetrieved() ? "" : ReofferRules.RETRIEVED));
    }

    private static boolean isUnretrievedOnly(ReofferScope scope) {
        return scope.documents().isEmpty() && !scope.includeRetrieved();
    }

    private static Piece chosen(ReofferScope scope, String standing) {
        Piece from = Piece.of(
                        "FROM delivery_queue q JOIN document d ON d.organisation_id = q.organisation_id AND d.direction = q.direction"
                                + standing + "WHERE " + NOT_ITS_OWN)
                .and(whose(scope));
        if (scope.from().isPresent()) {
            from = from.and(Piece.of("d.received_at >= ?", scope.from()));
        }
        if (scope.to().isPresent()) {
            from = from.and(Piece.of("d.received_at < ?", scope.to()));
        }
        if (isUnretrievedOnly(scope)) {
            from = from.and(Piece.of("(w.waits OR t.retrieved IS NULL)"));
        }
        if (!scope.documents().isEmpty()) {
            // each gets an outcome, also where nothing is connected: one then, and not one for every queue that waits
            return from.and(Piece.of("d.document_id = ANY (?)", (Object) ids(scope)))
                    .and(Piece.of("""
                    (q.open OR q.due_since IS NOT NULL OR q.queue_id = (
                        SELECT max(o.queue_id) FROM delivery_queue o
                        WHERE o.organisation_id = q.organisation_id AND o.direction = q.direction
                        HAVING NOT bool_or(o.open OR o.due_since IS NOT NULL)))"""));
        }
        return from.and(ACTIVE);
    }

    /** Named documents that no queue of the scope takes: of what the connection does not handle, and what it sent itself. */
    static Optional<Piece> notHandled(ReofferScope scope) {
        if (scope.documents().isEmpty()) {
            return Optional.empty();
        }
        Piece pairs = chosen(scope);
        Piece named = Piece.of("FROM document d WHERE d.document_id = ANY (?)", (Object) ids(scope));
        if (scope.from().isPresent()) {
            named = named.and(Piece.of("d.received_at >= ?", scope.from()));
        }
        if (scope.to().isPresent()) {
            named = named.and(Piece.of("d.received_at < ?", scope.to()));
        }
        return Optional.of(named.and(Piece.of(OWN, scope.organisation().number(), servedBy(scope)))
                .and(new Piece(
                        "d.document_id NOT IN (SELECT d.document_id " + pairs.text() + ")", pairs.parameters())));
    }

    /** Of the organisation of the scope, or of one that its connection serves. */
    static final String OWN =
            "d.organisation_id IN (SELECT ? UNION SELECT organisation_id FROM connection_organisation WHERE connection_id = ?)";

    static Optional<UUID> servedBy(ReofferScope scope) {
        return scope.connection().map(ConnectionId::value);
    }
}
