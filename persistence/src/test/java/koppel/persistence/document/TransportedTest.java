package koppel.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.Intake;
import koppel.document.InvoiceHead;
import koppel.document.ManagingAccessPoints;
import koppel.document.Verdict;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.user.Actor;
import org.junit.jupiter.api.Test;

/** What access points hand in. */
class TransportedTest {

    private static final int MANY = 16;

    private final Installation koppel = Installation.get();
    private final Company company = Company.create();
    private final AccountingPackage basecone = company.connect("basecone");
    private final UUID network = accessPoint();

    private UUID accessPoint() {
        Actor person = Company.person();
        Actor operator = new Actor(person.id(), person.email(), true, person.from());
        return koppel.in(() -> koppel.use(ManagingAccessPoints.class).create(operator, "The network"))
                .accessPoint()
                .id();
    }

    private Document handIn(UUID from, String message, InvoiceHead head) {
        return koppel.in(() -> koppel.use(Intake.class)
                .transported(
                        from,
                        message,
                        company.organisation(),
                        head,
                        new Verdict("rules for tests", List.of()),
                        Bytes.of("<Invoice/>")));
    }

    private long documents() {
        return Database.get()
                .number(
                        "SELECT count(*) FROM document WHERE organisation_id = ?",
                        company.organisation().id().number());
    }

    @Test
    void ofTheSameTransportMessageManyTimesAtOnceOneIsADocument() {
        InvoiceHead head = company.anInvoice();

        List<Threads.Outcome<Document>> outcomes = Threads.atOnce(MANY, i -> handIn(network, "message 1", head));

        List<DocumentId> taken = outcomes.stream()
                .filter(Threads.Outcome::succeeded)
                .map(outcome -> outcome.result().id())
                .toList();
        assertThat(taken).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded()).allSatisfy(outcome -> assertThat(
                        outcome.failure().getClass().getSimpleName())
                .isEqualTo("SentBefore"));
        assertThat(documents()).isEqualTo(1);
        assertThat(basecone.listed()).isEqualTo(taken);
    }

    @Test
    void messagesThatComeAtOnceAndEachTwiceAreADocumentEach() {
        List<InvoiceHead> heads =
                Stream.generate(company::anInvoice).limit(MANY).toList();
        List<Callable<Document>> twice = IntStream.range(0, 2 * MANY)
                .mapToObj(i -> (Callable<Document>) () -> handIn(network, "message " + i / 2, heads.get(i / 2)))
                .toList();
        long deadlocks = Database.get().deadlocks();

        List<Threads.Outcome<Document>> outcomes = Threads.atOnce(twice);

        assertThat(outcomes).filteredOn(Threads.Outcome::succeeded).hasSize(MANY);
        assertThat(documents()).isEqualTo(MANY);
        assertThat(basecone.listed()).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void theSameInvoiceByDifferentMessagesAtOnceIsOfferedOnce() {
        InvoiceHead head = company.anInvoice();

        List<Threads.Outcome<Document>> outcomes = Threads.atOnce(MANY, i -> handIn(network, "message " + i, head));

        assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        List<Document> originals = outcomes.stream()
                .map(Threads.Outcome::result)
                .filter(document -> document.duplicateOf().isEmpty())
                .toList();
        assertThat(originals).hasSize(1);
        assertThat(outcomes)
                .extracting(Threads.Outcome::result)
                .filteredOn(document -> document.duplicateOf().isPresent())
                .hasSize(MANY - 1)
                .allSatisfy(document -> assertThat(document.duplicateOf())
                        .contains(originals.get(0).id()));
        assertThat(basecone.listed()).containsExactly(originals.get(0).id());
    }

    @Test
    void whatWasNotStoredCanBeHandedInAgain() {
        InvoiceHead head = company.anInvoice();
        assertThat(Threads.atOnce(
                        1,
                        i -> koppel.in(() -> {
                            handIn(network, "message 1", head);
                            throw new IllegalStateException("the node dies before it commits");
                        })))
                .noneMatch(Threads.Outcome::succeeded);

        DocumentId taken = handIn(network, "message 1", head).id();

        assertThat(basecone.listed()).containsExactly(taken);
    }

    @Test
    void aMessageOfAnotherAccessPointIsAnother() {
        DocumentId one = handIn(network, "message 1", company.anInvoice()).id();
        DocumentId other =
                handIn(accessPoint(), "message 1", company.anInvoice()).id();

        assertThat(basecone.listed()).containsExactly(one, other);
    }
}
