package koppel.persistence.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.document.DocumentId;
import koppel.document.InvoiceResponse;
import koppel.document.Responses;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

@Singleton
class PostgresResponses implements Responses {

    private final Sql sql;

    @Inject
    PostgresResponses(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Given> newest(OrganisationId receiver, DocumentId received) {
        return sql.first("""
                SELECT code, reasons, note FROM invoice_response WHERE organisation_id = ? AND document_id = ?
                ORDER BY response DESC LIMIT 1""", PostgresResponses::given, receiver.number(), received.value());
    }

    private static Given given(Sql.Row row) throws SQLException {
        String[] reasons = (String[]) row.results().getArray("reasons").getArray();
        return new Given(InvoiceResponse.valueOf(row.text("code")), List.of(reasons), row.maybeText("note"));
    }

    /** The document's row is locked, so the numbers follow one another. */
    @Override
    public void add(OrganisationId receiver, DocumentId received, Given given, ConnectionId by, Instant at) {
        sql.change(
                """
                INSERT INTO invoice_response (organisation_id, document_id, response, code, reasons, note, connection_id, created_at)
                SELECT ?, ?, coalesce(max(response), 0) + 1, ?, ?, ?, ?, ? FROM invoice_response
                WHERE organisation_id = ? AND document_id = ?""",
                receiver.number(),
                received.value(),
                given.code().name(),
                given.reasons().toArray(String[]::new),
                given.note().orElse(null),
                by.value(),
                at,
                receiver.number(),
                received.value());
    }
}
