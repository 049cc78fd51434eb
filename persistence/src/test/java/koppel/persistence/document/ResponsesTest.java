package koppel.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import koppel.delivery.RespondingToInvoices;
import koppel.document.DocumentId;
import koppel.document.Documents;
import koppel.document.InvoiceResponse;
import koppel.document.Responses;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What buyers say about invoices, and how it comes back to who sent them. */
class ResponsesTest {

    private final Installation koppel = Installation.get();
    private final Company seller = Company.create();
    private final Company buyer = Company.create();
    private final AccountingPackage radar = seller.connect("radar");
    private final AccountingPackage basecone = buyer.connect("basecone");
    private final DocumentId sent = radar.send(buyer, null);
    private final DocumentId received = basecone.listed().get(0);

    private InvoiceResponse respond(AccountingPackage by, InvoiceResponse code) {
        return respond(by, code, Optional.empty());
    }

    private InvoiceResponse respond(AccountingPackage by, InvoiceResponse code, Optional<String> note) {
        koppel.doing(() -> koppel.use(RespondingToInvoices.class)
                .respond(
                        by.holder(),
                        buyer.organisation().id(),
                        received,
                        new Responses.Given(code, List.of("Because."), note)));
        return code;
    }

    private List<String> statuses(Company company, DocumentId document) {
        return koppel
                .in(() -> koppel.use(Documents.class)
                        .statuses(company.organisation().id(), document))
                .stream()
                .map(Documents.Status::name)
                .toList();
    }

    /** What is on record, in its order. */
    private List<String> said() {
        return Database.get()
                .texts("SELECT code FROM invoice_response WHERE document_id = ? ORDER BY response", received.value());
    }

    @Test
    void itIsOnRecordAndAStatusOfBothDocuments() {
        respond(basecone, InvoiceResponse.UQ);
        respond(basecone, InvoiceResponse.AP);

        assertThat(said()).containsExactly("UQ", "AP");
        assertThat(statuses(buyer, received)).containsExactly("Received", "UQ", "AP");
        assertThat(statuses(seller, sent)).containsExactly("Sent", "UQ", "AP");
    }

    @Test
    void whereTheSendersDocumentIsGoneItIsSaidAllTheSame() {
        seller.expire(sent);

        respond(basecone, InvoiceResponse.AP);

        assertThat(said()).containsExactly("AP");
        assertThat(statuses(buyer, received)).containsExactly("Received", "AP");
        assertThat(statuses(seller, sent)).isEmpty();
    }

    @Test
    void theSameManyTimesAtOnceTravelsOnce() {
        assertThat(Threads.atOnce(12, i -> respond(basecone, InvoiceResponse.AB)))
                .allMatch(Threads.Outcome::succeeded);

        assertThat(said()).containsExactly("AB");
        assertThat(statuses(seller, sent)).containsExactly("Sent", "AB");
    }

    @Test
    void aDecisionInDifferentWordsAtOnceIsTakenInOneOfThem() {
        List<Threads.Outcome<InvoiceResponse>> outcomes =
                Threads.atOnce(6, i -> respond(basecone, InvoiceResponse.RE, Optional.of("Reason " + i)));

        assertThat(outcomes).filteredOn(Threads.Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .extracting(Threads.Outcome::failure)
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(WrongState.class));
        assertThat(said()).containsExactly("RE");
        assertThat(statuses(seller, sent)).containsExactly("Sent", "RE");
    }

    @Test
    void whatIsNotFinalTravelsInOtherWordsToo() {
        respond(basecone, InvoiceResponse.IP);
        respond(basecone, InvoiceResponse.IP, Optional.of("At the purchaser."));
        respond(basecone, InvoiceResponse.IP, Optional.of("At the purchaser."));
        respond(basecone, InvoiceResponse.IP);

        assertThat(said()).containsExactly("IP", "IP", "IP");
        assertThat(statuses(seller, sent)).containsExactly("Sent", "IP", "IP", "IP");
    }

    @RepeatedTest(5)
    void ofDifferentOnesAtOnceOnlyThoseThatMayFollowOneAnotherAreTaken() {
        List<Callable<InvoiceResponse>> all = new ArrayList<>();
        for (InvoiceResponse code : InvoiceResponse.values()) {
            all.add(() -> respond(basecone, code));
            all.add(() -> respond(basecone, code));
        }
        long deadlocks = Database.get().deadlocks();

        List<Threads.Outcome<InvoiceResponse>> outcomes = Threads.atOnce(all);

        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .extracting(Threads.Outcome::failure)
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(WrongState.class));
        List<String> said = said();
        assertThat(said).isNotEmpty();
        for (int i = 1; i < said.size(); i++) {
            assertThat(InvoiceResponse.valueOf(said.get(i - 1)).next())
                    .as(said.toString())
                    .contains(InvoiceResponse.valueOf(said.get(i)));
        }
        assertThat(statuses(seller, sent).subList(1, said.size() + 1)).isEqualTo(said);
        assertThat(statuses(buyer, received).subList(1, said.size() + 1)).isEqualTo(said);
        assertThat(statuses(seller, sent)).hasSize(said.size() + 1);
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void whoDidNotGetItSaysNothingAboutIt() {
        AccountingPackage stranger = Company.create().connect("basecone");

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> respond(stranger, InvoiceResponse.AB));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> respond(radar, InvoiceResponse.AB));
        assertThat(said()).isEmpty();
        assertThat(statuses(seller, sent)).containsExactly("Sent");
    }

    @Test
    void aDocumentFromElsewhereHasNobodyToTell() {
        DocumentId other = buyer.receive();
        basecone.download(other);

        koppel.doing(() -> koppel.use(RespondingToInvoices.class)
                .respond(
                        basecone.holder(),
                        buyer.organisation().id(),
                        other,
                        new Responses.Given(InvoiceResponse.AB, List.of(), Optional.empty())));

        assertThat(statuses(buyer, other)).containsExactly("Received", "AB");
    }
}
