package koppel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koppel.connection.Acknowledgement;
import koppel.connection.KeyHolder;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.Documents;
import koppel.document.InvoiceResponse;
import koppel.document.PostOffice;
import koppel.document.Responses;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
import koppel.shared.WrongState;
import koppel.softwarepackage.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RespondingToInvoicesTest {

    private final PostOffice post = new PostOffice();
    private final OrganisationId bakery = post.town.bakery.id();
    private final KeyHolder holder = PostOffice.holder(bakery, Catalogue.BASECONE, Acknowledgement.ON_DOWNLOAD);
    private final KeyHolder nobody = PostOffice.holder(bakery, Catalogue.YUKI, Acknowledgement.ON_DOWNLOAD);
    private final InMemoryOffers offers = new InMemoryOffers();
    private final RespondingToInvoices responding =
            new RespondingToInvoices(offers, post.documents, post.responses, post.clock);
    private final DocumentId sent = post.send();
    private final Document received = post.received();

    {
        offers.offer(holder, received, post.clock.now());
    }

    private void respond(InvoiceResponse code, String... reasons) {
        respond(new Responses.Given(code, List.of(reasons), Optional.empty()));
    }

    private void respond(Responses.Given given) {
        responding.respond(holder, bakery, received.id(), given);
    }

    private List<String> statuses(OrganisationId organisation, DocumentId document) {
        return post.documents.statuses(organisation, document).stream()
                .map(Documents.Status::name)
                .toList();
    }

    @Test
    void theSenderSeesWhatTheBuyerSaid() {
        respond(InvoiceResponse.IP);
        respond(InvoiceResponse.RE, "Not ours.");

        assertThat(statuses(post.town.mill.id(), sent)).containsExactly("Sent", "IP", "RE");
        assertThat(statuses(bakery, received.id())).containsExactly("Received", "IP", "RE");
        assertThat(post.documents.statuses(post.town.mill.id(), sent).get(2).description())
                .isEqualTo("Rejected. Not ours.");
    }

    @ParameterizedTest
    @EnumSource
    void sayingTheSameAgainChangesNothing(InvoiceResponse code) {
        Responses.Given given = new Responses.Given(code, List.of("Because."), Optional.of("Thanks."));
        respond(given);
        respond(given);
        assertThat(statuses(post.town.mill.id(), sent)).containsExactly("Sent", code.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"AB", "IP", "UQ", "CA", "PD"})
    void theSameCodeInOtherWordsIsAFurtherResponse(InvoiceResponse code) {
        respond(new Responses.Given(code, List.of("Because."), Optional.of("First.")));
        respond(new Responses.Given(code, List.of("Because."), Optional.of("Second.")));
        respond(new Responses.Given(code, List.of("Another."), Optional.of("Second.")));
        respond(new Responses.Given(code, List.of("Another."), Optional.empty()));
        assertThat(post.documents.statuses(post.town.mill.id(), sent).stream()
                        .skip(1)
                        .map(Documents.Status::description))
                .containsExactly(
                        code.text() + " Because. First.",
                        code.text() + " Because. Second.",
                        code.text() + " Another. Second.",
                        code.text() + " Another.");
    }

    /** It would be lost, if it were not refused. */
    @ParameterizedTest
    @EnumSource(names = {"RE", "AP"})
    void aDecisionIsNotSaidInOtherWords(InvoiceResponse decision) {
        respond(decision, "First.");
        assertThatThrownBy(() -> respond(decision, "Second."))
                .isInstanceOfSatisfying(
                        WrongState.class, refused -> assertThat(refused.code()).isEqualTo("response-not-allowed"));
        assertThat(statuses(post.town.mill.id(), sent)).containsExactly("Sent", decision.name());
    }

    @ParameterizedTest
    @CsvSource({
        "AB, 'AB IP UQ CA RE AP PD'",
        "IP, 'IP UQ CA RE AP PD'",
        "UQ, 'IP UQ CA RE AP PD'",
        "CA, 'UQ CA RE AP PD'",
        "RE, ''",
        "AP, PD",
        "PD, PD"
    })
    void onlyThisMayBeSaidAfterThat(InvoiceResponse first, String allowed) {
        List<String> admitted = new ArrayList<>();
        for (InvoiceResponse next : InvoiceResponse.values()) {
            RespondingToInvoicesTest fresh = new RespondingToInvoicesTest();
            fresh.respond(first, "because");
            int before = fresh.statuses(bakery, fresh.received.id()).size();
            try {
                fresh.respond(next, "because of something else");
            } catch (WrongState refused) {
                assertThat(refused.code()).isEqualTo("response-not-allowed");
                continue;
            }
            if (fresh.statuses(bakery, fresh.received.id()).size() > before) {
                admitted.add(next.name());
            }
        }
        assertThat(admitted).containsExactlyInAnyOrder(allowed.isEmpty() ? new String[0] : allowed.split(" "));
    }

    @Test
    void aQueryAConditionAndARejectionSayWhy() {
        for (InvoiceResponse code : List.of(InvoiceResponse.UQ, InvoiceResponse.CA, InvoiceResponse.RE)) {
            assertThatThrownBy(() -> respond(code)).isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> respond(InvoiceResponse.RE, " ")).isInstanceOf(InvalidInput.class);
        assertThat(statuses(post.town.mill.id(), sent)).containsExactly("Sent");
    }

    @Test
    void onlyAPackageThatHasToDoWithTheDocumentResponds() {
        Responses.Given given = new Responses.Given(InvoiceResponse.AB, List.of(), Optional.empty());
        assertThatThrownBy(() -> responding.respond(nobody, bakery, received.id(), given))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> responding.respond(holder, post.town.mill.id(), sent, given))
                .isInstanceOf(NotFound.class);
    }
}
