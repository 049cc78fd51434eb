package koppel.persistence.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import koppel.connection.ConnectionId;
import koppel.document.Content;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.persistence.Directions;
import koppel.persistence.Sql;

/**
 * Adds a document together with its bytes. All of it goes in one statement, but for the bytes beyond the first part:
 * nearly every document is one part, and what it costs to store it is the number of times that one waits for the database.
 */
@Singleton
class EnteringDocuments {

    /** Size of a part of the bytes: large enough for most documents to be one row, small enough to stream. */
    static final int PART = 256 * 1024;

    /** What keeps a document from being added. */
    enum Unless {
        ORIGINAL_EXISTS("""
                ON CONFLICT (organisation_id, supplier, number, issue_date, kind)
                    WHERE direction = 1 AND duplicate_of IS NULL DO NOTHING"""),
        /** By the connection or another of its line. */
        SENT_BEFORE_IN_LINE(Unless.SENT_ONCE, DocumentColumns.sentLine("?::uuid", "?::text")),
        SENT_BEFORE(Unless.SENT_ONCE, "CASE WHEN ?::uuid IS NULL OR ?::text IS NULL THEN NULL::uuid END"),
        NOTHING("");

        private static final String SENT_ONCE = """
                ON CONFLICT (organisation_id, (coalesce(sent_line, sent_by)), idempotency_key)
                    WHERE idempotency_key IS NOT NULL DO NOTHING""";

        private final String statement;

        Unless(String onConflict) {
            this(onConflict, DocumentColumns.sentLine("?::uuid", "?::text"));
        }

        Unless(String onConflict, String sentLine) {
            statement = """
                    WITH added AS (
                        INSERT INTO document (organisation_id, document_id, direction, %s, entered_via, received_at, expires_at,
                            size, sha256, duplicate_of, sent_by, idempotency_key, sent_line, valid, rule_set, sender_organisation_id, sender_document_id)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s, ?, ?, ?, ?)
                        %s
                        RETURNING organisation_id, document_id),
                    given (bytes) AS (SELECT ?::bytea),
                    stored AS (
                        INSERT INTO document_content (organisation_id, document_id, part, bytes)
                        SELECT organisation_id, document_id, 0, bytes FROM added, given WHERE length(bytes) > 0)
                    SELECT count(*) FROM added""".formatted(DocumentColumns.HEAD, sentLine, onConflict);
        }
    }

    private final Sql sql;

    @Inject
    EnteringDocuments(Sql sql) {
        this.sql = sql;
    }

    /** @return whether it was added */
    boolean enter(Document document, Content content, Unless unless) {
        try (InputStream bytes = content.open()) {
            byte[] part = bytes.readNBytes(PART);
            if (!add(document, content, part, unless)) {
                return false;
            }
            for (int number = 1; part.length == PART; number++) {
                part = bytes.readNBytes(PART);
                if (part.length > 0) {
                    sql.change(
                            "INSERT INTO document_content (organisation_id, document_id, part, bytes) VALUES (?, ?, ?, ?)",
                            document.organisation().number(),
                            document.id().value(),
                            number,
                            part);
                }
            }
            return true;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private boolean add(Document document, Content content, byte[] firstPart, Unless unless) {
        List<Object> parameters = new ArrayList<>(List.of(
                document.organisation().number(), document.id().value(), Directions.number(document.direction())));
        parameters.addAll(DocumentColumns.values(document.head()));
        parameters.addAll(List.of(
                document.via().name().toLowerCase(Locale.ROOT),
                document.receivedOn(),
                document.expiresOn(),
                content.size(),
                content.sha256(),
                document.duplicateOf().map(DocumentId::value),
                document.sentBy().map(ConnectionId::value),
                document.idempotencyKey(),
                document.sentBy().map(ConnectionId::value),
                document.idempotencyKey(),
                document.valid(),
                document.ruleSet(),
                document.counterpart().map(sent -> sent.sender().number()),
                document.counterpart().map(sent -> sent.document().value()),
                firstPart));
        return sql.number(unless.statement, parameters.toArray()) == 1;
    }
}
