package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import koppel.delivery.DocumentWays;
import koppel.delivery.Reoffering.Request;
import koppel.delivery.WayEvent;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

/** Every offer of a document is a row, with what became of it; and the document's way is told from that. */
class OfferHistoryTest {

    private final Installation koppel = Installation.get();
    private final Company company = Company.create();

    private List<String> offers(DocumentId document) {
        return Database.get().texts("""
                        SELECT concat_ws(' ', epoch, position, why, state, ended_why) FROM offer_history
                        WHERE document_id = ? ORDER BY epoch, position""", document.value());
    }

    private List<String> way(DocumentId document) {
        return koppel
                .in(() -> koppel.use(DocumentWays.class)
                        .inQueues(
                                company.organisation().id(),
                                Direction.PURCHASE,
                                document,
                                koppel.clock().now()))
                .stream()
                .sorted(java.util.Comparator.comparing(WayEvent::at).thenComparing(WayEvent::kind))
                .map(event -> event.kind().word()
                        + event.reason().map(reason -> " " + reason).orElse(""))
                .toList();
    }

    private void reofferChosen(AccountingPackage software, boolean includeRetrieved, DocumentId... documents) {
        company.reoffer(new Request(
                Optional.of(software.connection()),
                Optional.empty(),
                List.of(documents),
                Optional.empty(),
                Optional.empty(),
                includeRetrieved));
    }

    private void reofferEverything(AccountingPackage software) {
        reofferChosen(software, false);
    }

    @Test
    void aDocumentThatIsReceivedAndRetrievedHadOneOffer() {
        AccountingPackage software = company.connect("yuki");
        DocumentId document = company.receive();
        assertThat(offers(document)).containsExactly("1 1 received offered");
        software.download(document);
        assertThat(offers(document)).containsExactly("1 1 received retrieved");
        assertThat(way(document)).containsExactly("offered received", "retrieved");
    }

    @Test
    void whatArrivesBeforeAnythingIsConnectedWaitsAndIsOfferedByTheFirstEpoch() {
        DocumentId document = company.receive();
        assertThat(offers(document)).isEmpty();
        assertThat(way(document)).containsExactly("waiting notConnected");
        company.connect("yuki");
        assertThat(way(document)).containsExactly("waiting notConnected", "due connected");
        company.startDue();
        assertThat(offers(document)).containsExactly("1 1 connected offered");
        assertThat(way(document)).containsExactly("waiting notConnected", "reoffered connected");
    }

    @Test
    void eachEpochThatOffersWhatWaitsIsAnOfferOfItsOwn() {
        AccountingPackage software = company.connect("yuki");
        DocumentId document = company.receive();
        company.revoke(software.connection());
        assertThat(offers(document)).containsExactly("1 1 received withdrawn revoked");
        DocumentId meanwhile = company.receive();
        AccountingPackage again = company.reconnect(software.connection());
        company.startDue();
        reofferEverything(again);
        again.download(document);
        assertThat(offers(document))
                .containsExactly(
                        "1 1 received withdrawn revoked",
                        "2 1 reconnected withdrawn requested",
                        "3 1 requested retrieved");
        assertThat(offers(meanwhile)).containsExactly("2 2 reconnected withdrawn requested", "3 2 requested offered");
        assertThat(way(document))
                .containsExactly(
                        "offered received",
                        "withdrawn revoked",
                        "reoffered reconnected",
                        "reoffered requested",
                        "retrieved");
    }

    @Test
    void anEpochWithoutReofferOffersNothingOfWhatWaited() {
        AccountingPackage software = company.connect("yuki");
        DocumentId document = company.receive();
        company.revoke(software.connection());
        AccountingPackage again = company.reconnect(software.connection(), false);
        assertThat(offers(document)).containsExactly("1 1 received withdrawn revoked");
        assertThat(way(document)).containsExactly("offered received", "withdrawn revoked", "waiting reofferOnRequest");
        reofferChosen(again, false, document);
        assertThat(offers(document)).containsExactly("1 1 received withdrawn revoked", "2 2 chosen offered");
    }

    @Test
    void aRetrievedDocumentThatIsReofferedHasAnotherOffer() {
        AccountingPackage software = company.connect("yuki");
        DocumentId document = company.receive();
        software.download(document);
        reofferChosen(software, true, document);
        assertThat(offers(document)).containsExactly("1 1 received retrieved", "1 2 chosen offered");
        software.download(document);
        assertThat(offers(document)).containsExactly("1 1 received retrieved", "1 2 chosen retrieved");
        assertThat(way(document)).containsExactly("offered received", "retrieved", "reoffered chosen", "retrieved");
    }

    @Test
    void aLeaseThatLapsesEndsTheOfferAndMakesAnother() {
        AccountingPackage software = company.connectExplicit("yuki");
        DocumentId document = company.receive();
        software.beginDownload(document);
        koppel.clock().advance(Duration.ofSeconds(901));
        assertThat(way(document)).containsExactly("offered received", "leased", "lapsed");
        software.listed();
        assertThat(offers(document)).containsExactly("1 1 received withdrawn lapsed", "1 2 lapsed offered");
        software.beginDownload(document);
        software.release(document);
        software.withdraw(document);
        assertThat(offers(document))
                .containsExactly(
                        "1 1 received withdrawn lapsed",
                        "1 2 lapsed withdrawn released",
                        "1 3 released withdrawn byPackage");
        assertThat(way(document))
                .containsExactly(
                        "offered received",
                        "leased",
                        "lapsed",
                        "reoffered lapsed",
                        "leased",
                        "released",
                        "reoffered released",
                        "withdrawn byPackage");
    }

    @Test
    void aDocumentThatWasChosenWhileItsEpochWasDueIsOfferedByThatEpochAlone() {
        AccountingPackage software = company.connect("yuki");
        DocumentId document = company.receive();
        company.revoke(software.connection());
        AccountingPackage again = company.reconnect(software.connection());
        company.process(List.of());
        var run = company.askReoffer(new Request(
                Optional.of(again.connection()),
                Optional.empty(),
                List.of(document),
                Optional.empty(),
                Optional.empty(),
                false));
        company.process(company.openItems());
        company.startDue();
        assertThat(run.total()).isEqualTo(1);
        assertThat(offers(document)).containsExactly("1 1 received withdrawn revoked", "2 2 reconnected offered");
    }

    @Test
    void theOffersOfAnEpochAreAsManyAsItSaidWhenItStarted() {
        AccountingPackage software = company.connect("yuki");
        company.receive(5).subList(0, 2).forEach(software::download);
        company.revoke(software.connection());
        company.receive(3);
        company.reconnect(software.connection());
        company.startDue();
        assertThat(Database.get().texts("""
                                SELECT offered_count || ' ' || (
                                    SELECT count(*) FROM offer_history h WHERE h.organisation_id = e.organisation_id
                                      AND h.queue_id = e.queue_id AND h.epoch = e.epoch AND h.position < e.first_position)
                                FROM queue_epoch e WHERE organisation_id = ? ORDER BY queue_id, epoch""", company.organisation().id().number()))
                .contains("6 6");
    }

    @Test
    void anotherOrganisationsDocumentHasNoWayHere() {
        DocumentId foreign = Company.create().receive();
        assertThat(way(foreign)).isEmpty();
    }
}
