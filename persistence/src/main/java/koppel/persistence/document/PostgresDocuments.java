package koppel.persistence.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import koppel.connection.ConnectionId;
import koppel.document.Amount;
import koppel.document.Content;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.DocumentKind;
import koppel.document.Documents;
import koppel.document.Finding;
import koppel.document.InvoiceHead;
import koppel.organisation.PartyId;
import koppel.persistence.Directions;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

@Singleton
class PostgresDocuments implements Documents {

    /** Size of a part of the bytes: large enough for most documents to be one row, small enough to stream. */
    private static final int PART = 256 * 1024;

    private static final int ATTEMPTS = 5;

    private static final String INSERT = """
            INSERT INTO document (organisation_id, document_id, direction, kind, customization_id, profile_id, supplier, supplier_name,
                customer, customer_name, number, issue_date, due_date, payable_amount, currency, entered_via, received_at, expires_at,
                size, sha256, duplicate_of, sent_by, idempotency_key, valid, rule_set)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Sql sql;

    @Inject
    PostgresDocuments(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Document addReceived(Document document, Content content) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // PROMISE document_one_original: a concurrent insert of the same invoice waits here for the other's commit
            if (insert(
                    document,
                    content,
                    Optional.empty(),
                    "ON CONFLICT (organisation_id, customer, supplier, number, issue_date, kind)"
                            + " WHERE direction = 1 AND duplicate_of IS NULL DO NOTHING")) {
                addContent(document, content);
                return document;
            }
            Optional<DocumentId> original = originalOf(document);
            if (original.isPresent()) {
                insert(document, content, original, "");
                addContent(document, content);
                return withDuplicateOf(document, original.get());
            }
            // the original expired and was removed between the two statements
        }
        throw new IllegalStateException("an original document came and went " + ATTEMPTS + " times");
    }

    private Optional<DocumentId> originalOf(Document document) {
        return sql.first(
                """
                SELECT document_id FROM document
                WHERE organisation_id = ? AND customer = ? AND supplier = ? AND number = ? AND issue_date = ? AND kind = ?
                  AND direction = 1 AND duplicate_of IS NULL""",
                row -> new DocumentId(row.uuid("document_id")),
                document.organisation().number(),
                document.head().customer().toString(),
                document.head().supplier().toString(),
                document.head().number(),
                document.head().issueDate(),
                word(document.head().kind()));
    }

    @Override
    public Optional<Document> addSent(Document document, Content content) {
        // PROMISE document_sent_once: a concurrent repeat of the same message waits here for the other's commit
        if (!insert(
                document,
                content,
                Optional.empty(),
                "ON CONFLICT (organisation_id, sent_by, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING")) {
            return Optional.empty();
        }
        addContent(document, content);
        return Optional.of(document);
    }

    private boolean insert(Document document, Content content, Optional<DocumentId> original, String onConflict) {
        InvoiceHead head = document.head();
        return sql.change(
                        INSERT + onConflict,
                        document.organisation().number(),
                        document.id().value(),
                        Directions.number(document.direction()),
                        word(head.kind()),
                        head.customizationId(),
                        head.profileId(),
                        head.supplier().toString(),
                        head.supplierName(),
                        head.customer().toString(),
                        head.customerName(),
                        head.number(),
                        head.issueDate(),
                        head.dueDate(),
                        head.payable().value(),
                        head.payable().currency(),
                        document.via().name().toLowerCase(Locale.ROOT),
                        document.receivedOn(),
                        document.expiresOn(),
                        content.size(),
                        content.sha256(),
                        original.map(DocumentId::value),
                        document.sentBy().map(ConnectionId::value),
                        document.idempotencyKey(),
                        document.valid(),
                        document.ruleSet())
                == 1;
    }

    private void addContent(Document document, Content content) {
        try (InputStream bytes = content.open()) {
            byte[] part = bytes.readNBytes(PART);
            for (int number = 0; part.length > 0; number++) {
                sql.change(
                        "INSERT INTO document_content (organisation_id, document_id, part, bytes) VALUES (?, ?, ?, ?)",
                        document.organisation().number(),
                        document.id().value(),
                        number,
                        part);
                part = bytes.readNBytes(PART);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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
    public Optional<DocumentId> sentBefore(OrganisationId organisation, ConnectionId by, String idempotencyKey) {
        return sql.first(
                "SELECT document_id FROM document WHERE organisation_id = ? AND sent_by = ? AND idempotency_key = ?",
                row -> new DocumentId(row.uuid("document_id")),
                organisation.number(),
                by.value(),
                idempotencyKey);
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
                PostgresDocuments::toDomain,
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
                texts(findings, Finding::ruleId),
                texts(findings, finding -> finding.severity().word()),
                texts(findings, Finding::location),
                texts(findings, Finding::text));
    }

    private static String[] texts(List<Finding> findings, Function<Finding, String> part) {
        return findings.stream().map(part).toArray(String[]::new);
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
                        SELECT ?, ?, coalesce(max(status_id), 0) + 1, ?, ?, ? FROM document_status
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
                SELECT status_id, name, description, created_at FROM document_status
                WHERE organisation_id = ? AND document_id = ? ORDER BY status_id""",
                row -> new Status(
                        row.integer("status_id"), row.text("name"), row.text("description"), row.instant("created_at")),
                organisation.number(),
                id.value());
    }

    static Document toDomain(Sql.Row row) throws SQLException {
        return new Document(
                new DocumentId(row.uuid("document_id")),
                new OrganisationId(row.integer("organisation_id")),
                Directions.of(row.integer("direction")),
                new InvoiceHead(
                        "invoice".equals(row.text("kind")) ? DocumentKind.INVOICE : DocumentKind.CREDIT_NOTE,
                        row.text("customization_id"),
                        row.text("profile_id"),
                        row.text("number"),
                        row.object("issue_date", LocalDate.class),
                        PartyId.parse(row.text("supplier")),
                        row.text("supplier_name"),
                        PartyId.parse(row.text("customer")),
                        row.text("customer_name"),
                        new Amount(row.results().getBigDecimal("payable_amount"), row.text("currency")),
                        Optional.ofNullable(row.object("due_date", LocalDate.class))),
                Document.EnteredVia.valueOf(row.text("entered_via").toUpperCase(Locale.ROOT)),
                row.instant("received_at"),
                row.instant("expires_at"),
                row.number("size"),
                row.maybeUuid("duplicate_of").map(DocumentId::new),
                row.maybeInstant("released_at"),
                row.maybeUuid("sent_by").map(ConnectionId::new),
                row.maybeText("idempotency_key"),
                row.flag("valid"),
                row.maybeText("rule_set"));
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
                document.ruleSet());
    }

    private static String word(DocumentKind kind) {
        return kind == DocumentKind.INVOICE ? "invoice" : "creditNote";
    }
}
