package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import koppel.delivery.Offers.Acknowledged;
import koppel.delivery.ParkedOffers;
import koppel.delivery.Redriving;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.delivery.Reoffering;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.NotFound;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What is delivered in vain too often, is held back until somebody looks, and is neither lost nor doubled by any of it. */
class ParkedOffersTest {

    private final Installation koppel = Installation.get();
    private final Company company = Company.create();
    private final AccountingPackage yuki = company.connectExplicit("yuki");

    private List<DocumentId> parked() {
        return koppel
                .in(() -> koppel.use(Redriving.class)
                        .needsAttention(
                                company.administrator(), company.organisation().publicId(), Optional.empty(), 500))
                .items()
                .stream()
                .map(ParkedOffers.Parked::document)
                .toList();
    }

    private void redrive(DocumentId document) {
        koppel.doing(() -> koppel.use(Redriving.class)
                .redrive(company.administrator(), company.organisation().publicId(), document));
    }

    private void deliverInVain(DocumentId document, int times) {
        for (int i = 0; i < times; i++) {
            yuki.download(document);
            yuki.release(document);
        }
    }

    private long redriven(DocumentId document) {
        return Database.get()
                .number(
                        "SELECT count(*) FROM audit_entry WHERE act = 'document.redriven' AND details LIKE ?",
                        "%" + document + "%");
    }

    @Test
    void theTenthDeliveryInVainIsTheLastAndTheOthersGoOn() {
        DocumentId bad = company.receive();
        DocumentId good = company.receive();

        deliverInVain(bad, ParkedOffers.MOST_DELIVERIES - 1);
        assertThat(yuki.listed()).containsExactlyInAnyOrder(bad, good);
        deliverInVain(bad, 1);

        assertThat(yuki.listed()).containsExactly(good);
        assertThat(parked()).containsExactly(bad);
    }

    @Test
    void whoNeverListsDeliversInVainAsOftenAsWhoDoes() {
        DocumentId bad = company.receive();
        for (int i = 0; i < ParkedOffers.MOST_DELIVERIES; i++) {
            assertThat(parked()).isEmpty();
            yuki.download(bad);
            koppel.clock().advance(yuki.holder().lease());
        }

        assertThat(yuki.download(bad)).isNotEmpty();

        assertThat(parked()).containsExactly(bad);
        assertThat(events(bad, "leased")).isEqualTo(ParkedOffers.MOST_DELIVERIES);
        assertThat(events(bad, "lapsed")).isEqualTo(ParkedOffers.MOST_DELIVERIES);
    }

    @Test
    void aParkedDocumentIsDownloadedByItsIdWithoutALeaseStaysParkedAndMayStillBeAcknowledged() {
        DocumentId bad = company.receive();
        deliverInVain(bad, ParkedOffers.MOST_DELIVERIES);

        assertThat(yuki.download(bad)).isNotEmpty();

        assertThat(parked()).containsExactly(bad);
        assertThat(events(bad, "leased")).isEqualTo(ParkedOffers.MOST_DELIVERIES);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.release(bad));
        koppel.clock().advance(yuki.holder().lease());
        assertThat(yuki.listed()).isEmpty();
        assertThat(yuki.acknowledge(bad)).containsEntry(bad, Acknowledged.ACKNOWLEDGED);
        assertThat(parked()).isEmpty();
    }

    @Test
    void redrivenAfterSuchADownloadItIsOfferedWithAllItsDeliveries() {
        DocumentId bad = company.receive();
        deliverInVain(bad, ParkedOffers.MOST_DELIVERIES);
        yuki.download(bad);

        redrive(bad);

        deliverInVain(bad, ParkedOffers.MOST_DELIVERIES - 1);
        assertThat(yuki.listed()).containsExactly(bad);
    }

    private static long events(DocumentId document, String event) {
        return Database.get()
                .number(
                        "SELECT count(*) FROM offer_event WHERE document_id = ? AND event = ?",
                        document.value(),
                        event);
    }

    @RepeatedTest(3)
    void nodesThatTakeAndGiveBackAtOnceParkEachDocumentOnceAndLoseNone() {
        List<DocumentId> documents = company.receive(6);
        long deadlocks = Database.get().deadlocks();

        // each node works as a package would that can't process anything; what another node holds is not there for it
        Threads.atOnce(8, node -> {
            for (List<DocumentId> listed = yuki.listed(); !listed.isEmpty(); listed = yuki.listed()) {
                for (DocumentId document : listed) {
                    try {
                        yuki.download(document);
                        yuki.release(document);
                    } catch (NotFound another) {
                        // has it, or had it for the last time
                    }
                }
            }
            return node;
        });

        assertThat(yuki.listed()).isEmpty();
        assertThat(parked()).containsExactlyInAnyOrderElementsOf(documents);
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    @RepeatedTest(3)
    void ofManyWhoRedriveTheSameDocumentAtOnceOneDoesAndItIsOfferedOnce() {
        DocumentId document = company.receive();
        deliverInVain(document, ParkedOffers.MOST_DELIVERIES);

        List<Threads.Outcome<Integer>> outcomes = Threads.atOnce(10, i -> {
            redrive(document);
            return i;
        });

        assertThat(outcomes).filteredOn(Threads.Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .allSatisfy(outcome -> assertThat(outcome.failure()).isInstanceOf(NotFound.class));
        assertThat(redriven(document)).isEqualTo(1);
        assertThat(yuki.listed()).containsExactly(document);
        assertThat(parked()).isEmpty();
        // and it has all its deliveries again
        deliverInVain(document, ParkedOffers.MOST_DELIVERIES - 1);
        assertThat(yuki.listed()).containsExactly(document);
    }

    @RepeatedTest(3)
    void redrivingWhileTheConnectionIsRevokedAndReconnectedLosesAndDoublesNothing() {
        List<DocumentId> documents = company.receive(4);
        documents.forEach(document -> deliverInVain(document, ParkedOffers.MOST_DELIVERIES));
        List<Callable<Object>> works = new ArrayList<>();
        documents.forEach(document -> works.add(() -> {
            redrive(document);
            return document;
        }));
        works.add(() -> company.revoke(yuki.connection()));
        long deadlocks = Database.get().deadlocks();

        List<Threads.Outcome<Object>> outcomes = Threads.atOnce(works);

        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .allSatisfy(outcome -> assertThat(outcome.failure()).isInstanceOf(NotFound.class));
        AccountingPackage again = company.reconnect(yuki.connection());
        company.startDue();
        Set<DocumentId> offered = new HashSet<>(again.listed());
        assertThat(again.listed()).hasSize(documents.size());
        assertThat(offered).containsExactlyInAnyOrderElementsOf(documents);
        assertThat(parked()).isEmpty();
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    private ReofferRun reoffer(DocumentId... documents) {
        return company.reoffer(new Reoffering.Request(
                Optional.of(yuki.connection()),
                Optional.empty(),
                List.of(documents),
                Optional.empty(),
                Optional.empty(),
                false));
    }

    @Test
    void whoChoosesAParkedDocumentHasItOfferedWithAllItsDeliveriesAgain() {
        DocumentId document = company.receive();
        deliverInVain(document, ParkedOffers.MOST_DELIVERIES);

        ReofferCase.assertCompleted(reoffer(document), 1, Map.of());

        assertThat(parked()).isEmpty();
        assertThat(yuki.listed()).containsExactly(document);
        deliverInVain(document, ParkedOffers.MOST_DELIVERIES - 1);
        assertThat(yuki.listed()).containsExactly(document);
        deliverInVain(document, 1);
        assertThat(parked()).containsExactly(document);
    }

    @Test
    void aReofferOfEverythingLeavesWhatIsParkedAndTellsItApartFromWhatIsBeingRetrieved() {
        DocumentId bad = company.receive();
        deliverInVain(bad, ParkedOffers.MOST_DELIVERIES);
        DocumentId good = company.receive();
        yuki.download(company.receive());

        ReofferRun run = reoffer();

        ReofferCase.assertCompleted(run, 1, Map.of(SkipReason.NEEDS_ATTENTION, 1L, SkipReason.LEASED, 1L));
        assertThat(yuki.listed()).containsExactly(good);
        assertThat(parked()).containsExactly(bad);
    }

    @Test
    void nothingOfOthersNeedsAttentionHereOrIsRedriven() {
        DocumentId document = company.receive();
        deliverInVain(document, ParkedOffers.MOST_DELIVERIES);
        Company stranger = Company.create();

        assertThat(koppel.in(() -> koppel.use(Redriving.class)
                                .needsAttention(
                                        stranger.administrator(),
                                        stranger.organisation().publicId(),
                                        Optional.empty(),
                                        500))
                        .items())
                .isEmpty();
        assertThat(Threads.atOnce(
                        1,
                        i -> koppel.in(() -> {
                            koppel.use(Redriving.class)
                                    .redrive(
                                            stranger.administrator(),
                                            stranger.organisation().publicId(),
                                            document);
                            return i;
                        })))
                .noneMatch(Threads.Outcome::succeeded);
        assertThat(parked()).containsExactly(document);
    }
}
