package koppel.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.Documents;
import koppel.document.Finding;
import koppel.document.Intake;
import koppel.document.InvoiceHead;
import koppel.document.ReleasingDuplicate;
import koppel.document.Verdict;
import koppel.organisation.PartyId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract says nothing of: what goes beyond one part, what happens at once, and what goes through the use cases. */
class DocumentsTest {

    private static final int PART = 256 * 1024;

    private final Installation koppel = Installation.get();
    private final Documents documents = koppel.use(Documents.class);
    private final Company company = Company.create();

    private Document receive(InvoiceHead head) {
        return company.receive(head, Bytes.of("<Invoice/>"));
    }

    private void release(Document duplicate) {
        koppel.doing(() -> koppel.use(ReleasingDuplicate.class)
                .release(company.administrator(), company.organisation().publicId(), duplicate.id()));
    }

    @Test
    void whatTheRulesSaidIsKeptInItsOrderAndShownToItsOrganisationOnly() {
        Finding doubtful = new Finding("NL-R-008", Finding.Severity.WARNING, "/Invoice", "It should be otherwise.");
        Finding wrong =
                new Finding("BR-CO-15", Finding.Severity.ERROR, "/Invoice/cac:LegalMonetaryTotal[1]", "Sums differ.");
        Verdict verdict = new Verdict("rules of the day", List.of(wrong, doubtful));
        Document received = koppel.in(() -> koppel.use(Intake.class)
                .receive(
                        company.organisation(),
                        company.anInvoice(),
                        verdict,
                        Bytes.of("<Invoice/>"),
                        Document.EnteredVia.INTAKE));

        assertThat(received.valid()).isFalse();
        assertThat(koppel.in(() -> documents.byId(company.organisation().id(), Direction.PURCHASE, received.id())))
                .contains(received);
        assertThat(koppel.in(() -> documents.findings(company.organisation().id(), received.id())))
                .containsExactly(wrong, doubtful);
        assertThat(koppel.in(
                        () -> documents.findings(Company.create().organisation().id(), received.id())))
                .isEmpty();
    }

    @Test
    void anotherNumberAnotherSupplierAnotherReceiverIsNoDuplicate() {
        Company other = Company.create();
        receive(company.invoice("2026-1"));

        assertThat(receive(company.invoice("2026-2")).duplicateOf()).isEmpty();
        assertThat(receive(Company.invoice(PartyId.parse("0106:99999998"), "2026-1", company.partyId()))
                        .duplicateOf())
                .isEmpty();
        assertThat(other.receive(other.invoice("2026-1"), Bytes.of("<Invoice/>"))
                        .duplicateOf())
                .isEmpty();
    }

    @Test
    void theSameSupplierNumberUnderAnotherSchemeIsAnotherSupplier() {
        receive(Company.invoice(PartyId.parse("0088:8712345678906"), "2026-1", company.partyId()));

        assertThat(receive(Company.invoice(PartyId.parse("0060:871234567"), "2026-1", company.partyId()))
                        .duplicateOf())
                .isEmpty();
    }

    @Test
    void ofTheSameInvoiceManyTimesAtOnceOneIsTheOriginal() {
        long deadlocks = Database.get().deadlocks();

        List<Threads.Outcome<Document>> outcomes = Threads.atOnce(12, i -> receive(company.invoice("at once")));

        assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        List<Document> originals = outcomes.stream()
                .map(Threads.Outcome::result)
                .filter(document -> document.duplicateOf().isEmpty())
                .toList();
        assertThat(originals).hasSize(1);
        assertThat(outcomes.stream().map(Threads.Outcome::result))
                .filteredOn(document -> document.duplicateOf().isPresent())
                .allSatisfy(duplicate -> assertThat(duplicate.duplicateOf())
                        .contains(originals.get(0).id()));
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void aDuplicateIsOfferedOnlyOnceItIsMarkedAsOriginal() {
        AccountingPackage yuki = company.connect("yuki");
        Document original = receive(company.invoice("2026-1"));
        Document duplicate = receive(company.invoice("2026-1"));
        assertThat(yuki.listed()).containsExactly(original.id());

        release(duplicate);

        assertThat(yuki.listed()).containsExactly(original.id(), duplicate.id());
        assertThat(koppel.in(() -> documents.statuses(company.organisation().id(), duplicate.id())))
                .extracting(Documents.Status::name)
                .containsExactly("Received", "Duplicate", "Original");
    }

    @Test
    void ofTwoWhoMarkTheSameDuplicateAtOnceOneDoes() {
        receive(company.invoice("2026-1"));
        Document duplicate = receive(company.invoice("2026-1"));

        List<Threads.Outcome<Object>> outcomes = Threads.atOnce(4, i -> {
            release(duplicate);
            return null;
        });

        assertThat(outcomes).filteredOn(Threads.Outcome::succeeded).hasSize(1);
    }

    @Test
    void statusesOfOneDocumentWrittenAtOnceAreAllKeptAndNumberedInARow() {
        Document received = receive(company.anInvoice());

        List<Threads.Outcome<Object>> outcomes = Threads.atOnce(8, i -> {
            koppel.doing(() -> documents.addStatus(
                    company.organisation().id(),
                    received.id(),
                    "S" + i,
                    "",
                    koppel.clock().now()));
            return null;
        });

        assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        assertThat(koppel.in(() -> documents.statuses(company.organisation().id(), received.id())))
                .extracting(Documents.Status::id)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aMessageSentTwiceIsOneDocumentWithTheFirstsId() {
        Company receiver = Company.create();
        AccountingPackage sender = company.connect("exact-multivers");
        DocumentId first = sender.send(receiver, "message 1");

        assertThat(koppel.in(() -> documents.sentBefore(company.organisation().id(), sender.connection(), "message 1")))
                .extracting(Document::id)
                .containsExactly(first);
        assertThat(Threads.atOnce(1, i -> sender.send(receiver, "message 1"))).noneMatch(Threads.Outcome::succeeded);
        assertThat(counted(receiver, Direction.PURCHASE)).isEqualTo(1);
        assertThat(counted(company, Direction.SALES)).isEqualTo(1);
    }

    @Test
    void ofTheSameMessageManyTimesAtOnceOneIsSent() {
        Company receiver = Company.create();
        AccountingPackage sender = company.connect("exact-multivers");

        List<Threads.Outcome<DocumentId>> outcomes = Threads.atOnce(12, i -> sender.send(receiver, "message 1"));

        assertThat(outcomes).filteredOn(Threads.Outcome::succeeded).hasSize(1);
        assertThat(counted(receiver, Direction.PURCHASE)).isEqualTo(1);
        assertThat(counted(company, Direction.SALES)).isEqualTo(1);
    }

    @Test
    void withoutAnIdempotencyKeyEverySendIsADocumentAndKeysOfOtherConnectionsDoNotCount() {
        Company receiver = Company.create();
        AccountingPackage one = company.connect("exact-multivers");
        AccountingPackage other = company.connect("radar");

        Set<DocumentId> sent = Set.of(
                one.send(receiver, null),
                one.send(receiver, null),
                one.send(receiver, "message 1"),
                other.send(receiver, "message 1"));

        assertThat(sent).hasSize(4);
        assertThat(counted(company, Direction.SALES)).isEqualTo(4);
    }

    @Test
    void companiesThatInvoiceEachOtherAtOnceNeverDeadlock() {
        Company other = Company.create();
        AccountingPackage here = company.connect("own-app");
        AccountingPackage there = other.connect("own-app");
        company.connect("yuki");
        other.connect("yuki");
        long deadlocks = Database.get().deadlocks();
        List<Callable<DocumentId>> sends = IntStream.range(0, 32)
                .mapToObj(i -> (Callable<DocumentId>)
                        () -> i % 2 == 0 ? here.send(other, "m" + i) : there.send(company, "m" + i))
                .toList();

        assertThat(Threads.atOnce(sends)).allMatch(Threads.Outcome::succeeded);
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    private static long counted(Company company, Direction direction) {
        return Database.get()
                .number(
                        "SELECT count(*) FROM document WHERE organisation_id = ? AND direction = ?",
                        company.organisation().id().number(),
                        direction == Direction.PURCHASE ? 1 : 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, PART - 1, PART, PART + 1, 2 * PART, 3 * PART + 17})
    void theBytesComeBackByteForByteInParts(int size) {
        Bytes content = Bytes.random(size, size);
        Document received = company.receive(company.anInvoice(), content);

        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int parts = 0;
        for (Optional<byte[]> part = part(received, 0); part.isPresent(); part = part(received, parts)) {
            assertThat(part.get().length).isBetween(1, PART);
            read.writeBytes(part.get());
            parts++;
        }

        assertThat(read.toByteArray()).isEqualTo(content.bytes());
        assertThat(parts).isEqualTo((size + PART - 1) / PART);
        assertThat(received.size()).isEqualTo(size);
    }

    private Optional<byte[]> part(Document document, int part) {
        return koppel.in(() -> documents.part(company.organisation().id(), document.id(), part));
    }

    @Test
    void partsAreReadOutsideOfTransactionsToo() {
        Document received = receive(company.anInvoice());

        assertThat(documents.part(company.organisation().id(), received.id(), 0))
                .hasValueSatisfying(bytes ->
                        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("<Invoice/>"));
    }
}
