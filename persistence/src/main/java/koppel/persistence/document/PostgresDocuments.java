package koppel.persistence.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.document.Content;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.Documents;
import koppel.document.Finding;
import koppel.persistence.Directions;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

@Singleton
class PostgresDocuments implements Documents {

    private static final int ATTEMPTS = 5;

    private final Sql sql;
    private final EnteringDocuments entering;

    @Inject
    PostgresDocuments(Sql sql, EnteringDocuments entering) {
        this.sql = sql;
        this.entering = entering;
    }

    @Override
    public Document addReceived(Document document, Content content) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // PROMISE document_one_original: a concurrent insert of the same invoice waits here for the other's commit
            if (entering.enter(document, content, EnteringDocuments.Unless.ORIGINAL_EXISTS)) {
                return document;
            }
            Optional<DocumentId> original = originalOf(document);
            if (original.isPresent()) {
                Document duplicate = withDuplicateOf(document, original.get());
                entering.enter(duplicate, content, EnteringDocuments.Unless.NOTHING);
                return duplicate;
            }
            // the original expired and was removed between the two statements
        }
        throw new IllegalStateException("an original document came and went " + ATTEMPTS + " times");
    }

    private Optional<DocumentId> originalOf(Document document) {
        return sql.first(
                """
                SELECT document_id FROM document
                WHERE organisation_id = ? AND supplier = ? AND number = ? AND issue_date = ? AND kind = ?
                  AND direction = 1 AND duplicate_of IS NULL""",
                row -> new DocumentId(row.uuid("document_id")),
                document.organisation().number(),
                document.head().supplier().toString(),
                document.head().number(),
                document.head().issueDate(),
                DocumentColumns.word(document.head().kind()));
    }

    @Override
    public Optional<Document> addSent(Document document, Content content, Messages whose) {
        // PROMISE document_sent_once: a concurrent repeat of the same message waits here for the other's commit
        return entering.enter(
                        document,
                        content,
                        whose == Messages.OF_THE_LINE
                                ? EnteringDocuments.Unless.SENT_BEFORE_IN_LINE
                                : EnteringDocuments.Unless.SENT_BEFORE)
                ? Optional.of(document)
                : Optional.empty();
    }

    @Override
    public Optional<DocumentId> claimTransport(
            OrganisationId receiver, UUID accessPoint, String messageId, DocumentId document, Instant at) {
        // PROMISE transport_message: a concurrent repeat of the same message waits here for the other's commit
        boolean claimed = sql.change("""
                        INSERT INTO transport_message (organisation_id, access_point_id, message_id, document_id, received_at)
                        VALUES (?, ?, ?, ?, ?) ON CONFLICT (organisation_id, access_point_id, message_id) DO NOTHING""", receiver.number(), accessPoint, messageId, document.value(), at) == 1;
        return claimed
                ? Optional.empty()
                : sql.first(
                        """
                        SELECT document_id FROM transport_message
                        WHERE organisation_id = ? AND access_point_id = ? AND message_id = ?""", row -> new DocumentId(row.uuid("document_id")), receiver.number(), accessPoint, messageId);
    }

    @Override
    public List<Document> sentBefore(OrganisationId organisation, ConnectionId by, String idempotencyKey) {
        // laterally, and one at most: as a join it could be planned to read all that the organisation sent
        return sql.list(
                """
                SELECT d.* FROM (
                    SELECT m.connection_id FROM connection c JOIN connection m ON m.organisation_id = c.organisation_id
                        AND coalesce(m.line, m.connection_id) = coalesce(c.line, c.connection_id)
                    WHERE c.connection_id = ?
                    UNION SELECT ?) line
                CROSS JOIN LATERAL (
                    SELECT * FROM document d
                    WHERE d.organisation_id = ? AND coalesce(d.sent_line, d.sent_by) = line.connection_id AND d.idempotency_key = ?
                    LIMIT 1) d
                ORDER BY d.sent_by = ? DESC, d.received_at""",
                DocumentColumns::toDomain,
                by.value(),
                by.value(),
                organisation.number(),
                idempotencyKey,
                by.value());
    }

    @Override
    public boolean isSentBy(OrganisationId organisation, DocumentId id, ConnectionId connection) {
        return sql.number("""
                        SELECT count(*) FROM document d
                        WHERE d.organisation_id = ? AND d.document_id = ? AND (d.sent_by = ? OR EXISTS (
                            SELECT FROM connection s JOIN connection c ON coalesce(c.line, c.connection_id) = coalesce(s.line, s.connection_id)
                            WHERE s.connection_id = d.sent_by AND c.connection_id = ?))""", organisation.number(), id.value(), connection.value(), connection.value()) == 1;
    }

    @Override
    public Optional<Document> byId(OrganisationId organisation, Direction direction, DocumentId id) {
        return find(organisation, direction, id, "");
    }

    @Override
    public Optional<Document> lock(OrganisationId organisation, Direction direction, DocumentId id) {
        return find(organisation, direction, id, " FOR UPDATE");
    }

    private Optional<Document> find(OrganisationId organisation, Direction direction, DocumentId id, String lock) {
        return sql.first(
                "SELECT * FROM document WHERE organisation_id = ? AND document_id = ? AND direction = ?" + lock,
                DocumentColumns::toDomain,
                organisation.number(),
                id.value(),
                Directions.number(direction));
    }

    @Override
    public void release(OrganisationId organisation, DocumentId id, Instant at) {
        sql.change(
                "UPDATE document SET released_at = ? WHERE organisation_id = ? AND document_id = ?",
                at,
                organisation.number(),
                id.value());
    }

    @Override
    public Optional<byte[]> part(OrganisationId organisation, DocumentId id, int part) {
        return sql.first(
                "SELECT bytes FROM document_content WHERE organisation_id = ? AND document_id = ? AND part = ?",
                row -> row.bytes("bytes"),
                organisation.number(),
                id.value(),
                part);
    }

    @Override
    public void addFindings(OrganisationId organisation, DocumentId id, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        sql.change(
                """
                INSERT INTO document_finding (organisation_id, document_id, finding, rule_id, severity, location, text)
                SELECT ?, ?, f.nth, f.rule_id, f.severity, f.location, f.text
                FROM unnest(?, ?, ?, ?) WITH ORDINALITY AS f(rule_id, severity, location, text, nth)""",
                organisation.number(),
                id.value(),
                DocumentColumns.texts(findings, Finding::ruleId),
                DocumentColumns.texts(findings, finding -> finding.severity().word()),
                DocumentColumns.texts(findings, Finding::location),
                DocumentColumns.texts(findings, Finding::text));
    }

    @Override
    public List<Finding> findings(OrganisationId organisation, DocumentId id) {
        return sql.list(
                """
                SELECT rule_id, severity, location, text FROM document_finding
                WHERE organisation_id = ? AND document_id = ? ORDER BY finding""",
                row -> new Finding(
                        row.text("rule_id"),
                        Finding.Severity.ofWord(row.text("severity")),
                        row.text("location"),
                        row.text("text")),
                organisation.number(),
                id.value());
    }

    @Override
    public void addStatus(OrganisationId organisation, DocumentId id, String name, String description, Instant at) {
        // of two at once the second gets no number, and takes the next then
        while (sql.change(
                        """
                        INSERT INTO document_status (organisation_id, document_id, status_id, name, description, created_at)
                        SELECT ?, ?, coalesce(max(status_id), 1) + 1, ?, ?, ? FROM document_status
                        WHERE organisation_id = ? AND document_id = ? ON CONFLICT DO NOTHING""",
                        organisation.number(),
                        id.value(),
                        name,
                        description,
                        at,
                        organisation.number(),
                        id.value())
                == 0) {
            continue;
        }
    }

    @Override
    public List<Status> statuses(OrganisationId organisation, DocumentId id) {
        return sql.list(
                """
                SELECT 1 AS status_id, direction, received_at AS created_at, NULL AS name, NULL AS description
                FROM document WHERE organisation_id = ? AND document_id = ?
                UNION ALL
                SELECT status_id, NULL, created_at, name, description FROM document_status
                WHERE organisation_id = ? AND document_id = ? ORDER BY status_id""", PostgresDocuments::status, organisation.number(), id.value(), organisation.number(), id.value());
    }

    private static Status status(Sql.Row row) throws SQLException {
        return row.integer("status_id") == 1
                ? Status.first(Directions.of(row.integer("direction")), row.instant("created_at"))
                : new Status(
                        row.integer("status_id"), row.text("name"), row.text("description"), row.instant("created_at"));
    }

    private static Document withDuplicateOf(Document document, DocumentId original) {
        return new Document(
                document.id(),
                document.organisation(),
                document.direction(),
                document.head(),
                document.via(),
                document.receivedOn(),
                document.expiresOn(),
                document.size(),
                Optional.of(original),
                document.releasedOn(),
                document.sentBy(),
                document.idempotencyKey(),
                document.valid(),
                document.ruleSet(),
                document.counterpart());
    }
}
