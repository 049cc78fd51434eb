package koppel.persistence.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import koppel.connection.ConnectionId;
import koppel.connection.KeyHolder;
import koppel.document.Content;
import koppel.document.DirectIntake;
import koppel.document.Document;
import koppel.document.Finding;
import koppel.document.Verdict;
import koppel.persistence.Sql;
import koppel.persistence.delivery.QueueEntries;

/**
 * PROMISE document_one_original, document_sent_once: a concurrent insert of the same invoice or message waits here for the other's commit, as
 * in {@link PostgresDocuments} and in the same order, the receiver's document first. Without that one nothing else is inserted; a message
 * that another has sent in the meantime breaks the second index, and with it the whole transaction.
 */
@Singleton
class PostgresDirectIntake implements DirectIntake {

    private static final String UNIQUE_VIOLATION = "23505";

    /** What both sides have in common. */
    private static final String BOTH =
            DocumentColumns.HEAD + ", entered_via, received_at, size, sha256, valid, rule_set";

    /**
     * Of these keys, and of the sender what was known of it. A revocation that was committed before this statement began is seen; one that comes
     * while it waits for a lock comes after this send.
     */
    private static final String SENDER = "SELECT " + PostgresSendingKeys.HOLD.formatted("head.received_at") + """
              AND EXISTS (
                SELECT FROM organisation o JOIN party_id y ON y.organisation_id = o.organisation_id
                WHERE o.organisation_id = s.organisation_id AND y.party_id = head.supplier AND y.active
                  AND head.received_at + o.retention_days * interval '24 hours' = ?::timestamptz)""";

    private static final String SAID = """
            said AS (
                INSERT INTO document_finding (organisation_id, document_id, finding, rule_id, severity, location, text)
                SELECT both_sides.organisation_id, both_sides.document_id, f.nth, f.rule_id, f.severity, f.location, f.text
                FROM (SELECT organisation_id, document_id FROM received UNION ALL SELECT organisation_id, document_id FROM sent) both_sides,
                     unnest(?, ?, ?, ?) WITH ORDINALITY AS f(rule_id, severity, location, text, nth)),
            """;

    /** Most documents have no findings, and a plan is set up in about half of the time in which it runs: what is not needed is not in it. */
    private static final String ENTER_WITHOUT_FINDINGS = enter("");

    private static final String ENTER_WITH_FINDINGS = enter(SAID);

    private static String enter(String said) {
        return """
            WITH received AS (
                INSERT INTO document (%1$s, organisation_id, document_id, direction, expires_at, sender_organisation_id, sender_document_id)
                SELECT %1$s, ?, ?, 1, ?, ?, ?
                FROM (
                    SELECT ?::text, ?::text, ?::text, ?::text, ?::text, ?::text, ?::text, ?::text, ?::date, ?::date,
                           ?::numeric, ?::text, ?::text, ?::timestamptz, ?::bigint, ?::bytea, true, ?::text) head (%1$s)
                WHERE EXISTS (
                    SELECT FROM party_id y JOIN organisation o ON o.organisation_id = y.organisation_id
                    WHERE y.party_id = head.customer AND y.active AND y.organisation_id = ?
                      AND head.received_at + o.retention_days * interval '24 hours' = ?::timestamptz)
                  AND EXISTS (%7$s)
                ON CONFLICT (organisation_id, supplier, number, issue_date, kind)
                    WHERE direction = 1 AND duplicate_of IS NULL DO NOTHING
                RETURNING %1$s, organisation_id, document_id),
            sent AS (
                INSERT INTO document (%1$s, organisation_id, document_id, direction, expires_at, sent_by, idempotency_key, sent_line)
                SELECT %1$s, ?, ?, 2, ?, ?, ?, %6$s FROM received
                RETURNING organisation_id, document_id, sent_by),
            stored AS (
                INSERT INTO document_content (organisation_id, document_id, part, bytes)
                SELECT both_sides.organisation_id, both_sides.document_id, 0, given.bytes
                FROM (SELECT organisation_id, document_id FROM received UNION ALL SELECT organisation_id, document_id FROM sent) both_sides,
                     (SELECT ?::bytea AS bytes) given),
            %8$sentry (organisation_id, direction, except_connection) AS MATERIALIZED (
                SELECT organisation_id, 1, NULL::uuid FROM received
                UNION ALL SELECT organisation_id, 2, sent_by FROM sent),
            locked AS MATERIALIZED (%2$s)
            SELECT (SELECT count(*) FROM sent), (SELECT count(*) FROM locked);
            WITH entry AS MATERIALIZED (
                -- two rows and no arrays, of which a plan for any values expects more, so that a new one would be made each time
                SELECT e.*
                FROM (VALUES (?::int, 1, ?::uuid, NULL::uuid), (?::int, 2, ?::uuid, ?::uuid))
                    AS e(organisation_id, direction, document_id, except_connection)
                WHERE %3$s IS NOT NULL),
            %4$s;
            WITH entry AS (
                SELECT * FROM (VALUES (?::int, 1, ?::uuid), (?::int, 2, ?::uuid)) AS e(organisation_id, direction, document_id)),
            %5$s""".formatted(
                        BOTH,
                        QueueEntries.LOCKED,
                        QueueEntries.RECEIVED_AT,
                        QueueEntries.EACH_PLACED,
                        QueueEntries.EARLY_ONES_HELD,
                        DocumentColumns.sentLine("?::uuid", "?::text"),
                        SENDER,
                        said);
    }

    private final Sql sql;

    @Inject
    PostgresDirectIntake(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean enter(KeyHolder by, Document sent, Document received, Verdict verdict, Content content) {
        if (content.size() == 0 || content.size() > EnteringDocuments.PART) {
            return false;
        }
        EnterEvent event = new EnterEvent();
        event.begin();
        try {
            return sql.together(
                            verdict.findings().isEmpty() ? ENTER_WITHOUT_FINDINGS : ENTER_WITH_FINDINGS,
                            parameters(by, sent, received, verdict, content))
                    == 1;
        } catch (PersistenceException failed) {
            if (failed.getCause() instanceof SQLException cause && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
                return false;
            }
            throw failed;
        } finally {
            event.commit();
        }
    }

    private static Object[] parameters(
            KeyHolder by, Document sent, Document received, Verdict verdict, Content content) {
        List<Object> all = new ArrayList<>();
        addOwn(all, received);
        Document.Counterpart counterpart = received.counterpart().orElseThrow();
        all.addAll(List.of(counterpart.sender().number(), counterpart.document().value()));
        addCommon(all, sent, content);
        all.add(received.organisation().number());
        all.add(received.expiresOn());
        all.addAll(List.of(by.owner().number(), by.connection().value(), by.generation()));
        all.addAll(List.of(sent.organisation().number(), sent.expiresOn()));
        addOwn(all, sent);
        all.add(sent.sentBy().map(ConnectionId::value));
        all.add(sent.idempotencyKey());
        all.add(sent.sentBy().map(ConnectionId::value));
        all.add(sent.idempotencyKey());
        all.add(bytes(content));
        if (!verdict.findings().isEmpty()) {
            all.addAll(List.of(
                    DocumentColumns.texts(verdict.findings(), Finding::ruleId),
                    DocumentColumns.texts(
                            verdict.findings(), finding -> finding.severity().word()),
                    DocumentColumns.texts(verdict.findings(), Finding::location),
                    DocumentColumns.texts(verdict.findings(), Finding::text)));
        }
        addKey(all, received);
        addKey(all, sent);
        all.add(sent.sentBy().map(ConnectionId::value));
        all.add(sent.receivedOn());
        addKey(all, received);
        addKey(all, sent);
        all.add(sent.receivedOn());
        return all.toArray();
    }

    private static void addCommon(List<Object> all, Document document, Content content) {
        all.addAll(DocumentColumns.values(document.head()));
        all.addAll(List.of(
                document.via().name().toLowerCase(Locale.ROOT),
                document.receivedOn(),
                content.size(),
                content.sha256(),
                document.ruleSet()));
    }

    private static void addOwn(List<Object> all, Document document) {
        addKey(all, document);
        all.add(document.expiresOn());
    }

    private static void addKey(List<Object> all, Document document) {
        all.add(document.organisation().number());
        all.add(document.id().value());
    }

    private static byte[] bytes(Content content) {
        try (InputStream bytes = content.open()) {
            return bytes.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
