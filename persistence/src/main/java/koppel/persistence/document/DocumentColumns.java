package koppel.persistence.document;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import koppel.connection.ConnectionId;
import koppel.document.Amount;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.DocumentKind;
import koppel.document.InvoiceHead;
import koppel.organisation.PartyId;
import koppel.persistence.Directions;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

/** What becomes of a row of {@code document}. */
final class DocumentColumns {

    private DocumentColumns() {}

    /** The columns of a document's head, in the order of {@link #values(InvoiceHead)}. */
    static final String HEAD =
            "kind, customization_id, profile_id, supplier, supplier_name, customer, customer_name, number, issue_date,"
                    + " due_date, payable_amount, currency";

    /** What {@link #HEAD} holds. */
    static List<Object> values(InvoiceHead head) {
        return List.of(
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
                head.payable().currency());
    }

    /**
     * What {@code document.sent_line} is for what a connection sends under an idempotency key, so that all connections that follow one another
     * run into the same entry of {@code document_sent_once}. Without a key nothing is looked up.
     */
    static String sentLine(String sentBy, String idempotencyKey) {
        return "(SELECT c.line FROM connection c WHERE c.connection_id = %s AND %s IS NOT NULL)"
                .formatted(sentBy, idempotencyKey);
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
                row.maybeText("rule_set"),
                counterpart(row));
    }

    private static Optional<Document.Counterpart> counterpart(Sql.Row row) throws SQLException {
        Optional<DocumentId> sent = row.maybeUuid("sender_document_id").map(DocumentId::new);
        return sent.isEmpty()
                ? Optional.empty()
                : Optional.of(new Document.Counterpart(
                        new OrganisationId(row.integer("sender_organisation_id")), sent.get()));
    }

    static String word(DocumentKind kind) {
        return kind == DocumentKind.INVOICE ? "invoice" : "creditNote";
    }

    /** A part of each, for a statement that takes the array apart again with unnest. */
    static <T> String[] texts(List<T> all, Function<T, String> part) {
        return all.stream().map(part).toArray(String[]::new);
    }
}
