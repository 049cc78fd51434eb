package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import koppel.connection.ConnectionId;
import koppel.organisation.PartyId;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link Documents} and {@link Responses} does; run in memory and on the database. */
public abstract class DocumentsContract {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.123456Z");
    private static final PartyId MILL = PartyId.parse("0106:99999990");

    private final SecureRandom random = new SecureRandom();
    private final ConnectionId connection = new ConnectionId(UUID.randomUUID());

    protected abstract Documents documents();

    protected abstract Responses responses();

    /** Does it in a transaction where there are any. */
    protected abstract <T> T in(Supplier<T> work);

    /** An organisation that has nothing yet. */
    protected abstract OrganisationId bakery();

    /** Another. */
    protected abstract OrganisationId stranger();

    private InvoiceHead head(DocumentKind kind, String number, LocalDate issued) {
        return head(kind, number, issued, PartyId.parse("0106:99999991"));
    }

    private static InvoiceHead head(DocumentKind kind, String number, LocalDate issued, PartyId customer) {
        return new InvoiceHead(
                kind,
                "customization",
                "profile",
                number,
                issued,
                MILL,
                "De Molen",
                customer,
                "Het Krentenbrood",
                new Amount(new BigDecimal("1312.85"), "EUR"),
                Optional.empty());
    }

    private InvoiceHead invoice(String number) {
        return head(DocumentKind.INVOICE, number, LocalDate.of(2026, 3, 2));
    }

    private Document document(InvoiceHead head, Direction direction, Optional<String> idempotencyKey) {
        return document(head, direction, idempotencyKey, Optional.empty());
    }

    private Document document(
            InvoiceHead head,
            Direction direction,
            Optional<String> idempotencyKey,
            Optional<Document.Counterpart> counterpart) {
        return new Document(
                DocumentId.next(Instant.now(), random),
                bakery(),
                direction,
                head,
                direction == Direction.SALES ? Document.EnteredVia.SEND : Document.EnteredVia.INTAKE,
                NOW,
                NOW.plus(Duration.ofDays(2_000)),
                10,
                Optional.empty(),
                Optional.empty(),
                direction == Direction.SALES ? Optional.of(connection) : Optional.empty(),
                idempotencyKey,
                true,
                Optional.of("rules"),
                counterpart);
    }

    private Document receive(InvoiceHead head) {
        return receive(document(head, Direction.PURCHASE, Optional.empty()));
    }

    private Document receive(Document document) {
        return in(() -> documents().addReceived(document, Invoices.content("<Invoice/>")));
    }

    private Optional<Document> send(String key) {
        Document document = document(invoice("S-1"), Direction.SALES, Optional.ofNullable(key));
        return in(() -> documents().addSent(document, Invoices.content("<Invoice/>"), Documents.Messages.OF_THE_LINE));
    }

    @Test
    void whatIsAddedIsFoundAsItWas() {
        Document received = receive(invoice("1"));

        assertThat(in(() -> documents().byId(bakery(), Direction.PURCHASE, received.id())))
                .contains(received);
        assertThat(in(() -> documents().part(bakery(), received.id(), 0)))
                .hasValueSatisfying(bytes ->
                        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("<Invoice/>"));
        assertThat(in(() -> documents().part(bakery(), received.id(), 1))).isEmpty();
    }

    @Test
    void itBeginsWithTheStatusOfItsDirectionOfTheTimeItWasReceivedAndOthersFollow() {
        Document received = receive(invoice("1"));
        Document sent = send(null).orElseThrow();
        in(() -> {
            documents().addStatus(bakery(), received.id(), "Invalid", "Alas.", NOW);
            documents().addStatus(bakery(), received.id(), "Original", "Now it is.", NOW.plusSeconds(1));
            return null;
        });

        assertThat(in(() -> documents().statuses(bakery(), received.id())))
                .containsExactly(
                        new Documents.Status(1, "Received", "Received for the organisation.", NOW),
                        new Documents.Status(2, "Invalid", "Alas.", NOW),
                        new Documents.Status(3, "Original", "Now it is.", NOW.plusSeconds(1)));
        assertThat(in(() -> documents().statuses(bakery(), sent.id())))
                .containsExactly(new Documents.Status(1, "Sent", "Delivered to the receiver's organisation.", NOW));
    }

    @Test
    void whatWasSentOnThisPlatformKnowsTheSendersDocumentAndSoDoesItsDuplicate() {
        Document.Counterpart sender = new Document.Counterpart(stranger(), DocumentId.next(Instant.now(), random));

        Document original = receive(document(invoice("1"), Direction.PURCHASE, Optional.empty(), Optional.of(sender)));
        Document duplicate = receive(document(invoice("1"), Direction.PURCHASE, Optional.empty(), Optional.of(sender)));

        assertThat(duplicate.duplicateOf()).contains(original.id());
        for (Document received : List.of(original, duplicate)) {
            assertThat(in(() -> documents().byId(bakery(), Direction.PURCHASE, received.id())))
                    .flatMap(Document::counterpart)
                    .contains(sender);
        }
        assertThat(in(() -> documents()
                        .byId(
                                bakery(),
                                Direction.PURCHASE,
                                receive(invoice("2")).id())))
                .flatMap(Document::counterpart)
                .isEmpty();
    }

    @Test
    void nothingIsThereUnderAnotherOrganisationOrDirection() {
        Document received = receive(invoice("1"));

        assertThat(in(() -> documents().byId(stranger(), Direction.PURCHASE, received.id())))
                .isEmpty();
        assertThat(in(() -> documents().byId(bakery(), Direction.SALES, received.id())))
                .isEmpty();
        assertThat(in(() -> documents().lock(stranger(), Direction.PURCHASE, received.id())))
                .isEmpty();
        assertThat(in(() -> documents().part(stranger(), received.id(), 0))).isEmpty();
        assertThat(in(() -> documents().statuses(stranger(), received.id()))).isEmpty();
        assertThat(in(() -> documents().findings(stranger(), received.id()))).isEmpty();
    }

    @Test
    void theSameInvoiceAgainIsADuplicateOfTheFirstAndACreditNoteOrAnotherDateIsNone() {
        Document first = receive(invoice("1"));

        assertThat(receive(invoice("1")).duplicateOf()).contains(first.id());
        assertThat(receive(invoice("1")).duplicateOf()).contains(first.id());
        assertThat(receive(invoice("2")).duplicateOf()).isEmpty();
        assertThat(receive(head(DocumentKind.CREDIT_NOTE, "1", LocalDate.of(2026, 3, 2)))
                        .duplicateOf())
                .isEmpty();
        assertThat(receive(head(DocumentKind.INVOICE, "1", LocalDate.of(2026, 3, 3)))
                        .duplicateOf())
                .isEmpty();
    }

    @Test
    void theSameInvoiceToAnotherPartyIdOfTheOrganisationIsADuplicateAndACreditNoteThereIsNone() {
        LocalDate issued = LocalDate.of(2026, 3, 2);
        PartyId other = PartyId.parse("9944:NL999999990B01");
        Document first = receive(invoice("1"));

        Document again = receive(head(DocumentKind.INVOICE, "1", issued, other));

        assertThat(again.duplicateOf()).contains(first.id());
        assertThat(again.head().customer()).isEqualTo(other);
        assertThat(receive(head(DocumentKind.CREDIT_NOTE, "1", issued, other)).duplicateOf())
                .isEmpty();
    }

    @Test
    void aDuplicateThatIsReleasedIsHeldBackNoLonger() {
        receive(invoice("1"));
        Document again = receive(invoice("1"));
        assertThat(again.isHeldBackAsDuplicate()).isTrue();

        in(() -> {
            documents().release(bakery(), again.id(), NOW.plusSeconds(5));
            return null;
        });

        Document released = in(() -> documents().byId(bakery(), Direction.PURCHASE, again.id()))
                .orElseThrow();
        assertThat(released.isHeldBackAsDuplicate()).isFalse();
        assertThat(released.releasedOn()).contains(NOW.plusSeconds(5));
    }

    @Test
    void aMessageIsSentOnceUnderItsKeyAndAnyNumberOfTimesWithoutOne() {
        Document sent = send("message 1").orElseThrow();

        assertThat(send("message 1")).isEmpty();
        assertThat(in(() -> documents().sentBefore(bakery(), connection, "message 1")))
                .extracting(Document::id)
                .containsExactly(sent.id());
        assertThat(in(() -> documents().sentBefore(stranger(), connection, "message 1")))
                .isEmpty();
        assertThat(in(() -> documents().sentBefore(bakery(), new ConnectionId(UUID.randomUUID()), "message 1")))
                .isEmpty();
        assertThat(send("message 2")).isPresent();
        assertThat(send(null)).isPresent();
        assertThat(send(null)).isPresent();
    }

    @Test
    void findingsStayInTheirOrder() {
        Document received = receive(invoice("1"));
        List<Finding> findings = List.of(
                new Finding("BR-CO-15", Finding.Severity.ERROR, "/Invoice", "Sums differ."),
                new Finding("NL-R-008", Finding.Severity.WARNING, "/Invoice", "It should be otherwise."));

        in(() -> {
            documents().addFindings(bakery(), received.id(), findings);
            return null;
        });

        assertThat(in(() -> documents().findings(bakery(), received.id()))).isEqualTo(findings);
        assertThat(in(() -> documents().findings(stranger(), received.id()))).isEmpty();
        assertThat(in(() -> documents().verdict(received))).isEqualTo(new Verdict("rules", findings));
    }

    @Test
    void responsesFollowOneAnotherAndAreTheReceiversToKnow() {
        Document received = receive(invoice("1"));

        assertThat(in(() -> responses().newest(bakery(), received.id()))).isEmpty();
        for (InvoiceResponse code : List.of(InvoiceResponse.AB, InvoiceResponse.UQ, InvoiceResponse.AP)) {
            for (Responses.Given given : List.of(
                    new Responses.Given(code, List.of("REF: which order?", "{\"a\", b}"), Optional.of("Soon.")),
                    new Responses.Given(code, List.of(), Optional.empty()))) {
                in(() -> {
                    responses().add(bakery(), received.id(), given, connection, NOW);
                    return null;
                });
                assertThat(in(() -> responses().newest(bakery(), received.id())))
                        .contains(given);
            }
        }
        assertThat(in(() -> responses().newest(stranger(), received.id()))).isEmpty();
    }
}
