package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.connection.NewConnection;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers.Acknowledged;
import koppel.delivery.ParkedOffers;
import koppel.delivery.ReofferRun;
import koppel.delivery.Reoffering;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.persistence.Waiting;
import koppel.shared.NotFound;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final Duration LEASE = Duration.ofSeconds(900);

    private final Installation koppel = Installation.get();
    private final Company company = Company.create();
    private final AccountingPackage yuki = company.connectExplicit("yuki");

    private static List<String> events(DocumentId document) {
        return Database.get()
                .texts("SELECT event FROM offer_event WHERE document_id = ? ORDER BY event_id", document.value());
    }

    @Test
    void aDownloadLeasesTheDocumentAndHidesItFromTheListing() {
        DocumentId leased = company.receive();
        DocumentId other = company.receive();

        yuki.download(leased);

        assertThat(yuki.listed()).containsExactly(other);
        assertThat(events(leased)).containsExactly("leased");
        assertThat(Database.get().number("SELECT count(*) FROM retrieval WHERE document_id = ?", leased.value()))
                .isZero();
    }

    @Test
    void aLeasedDocumentIsAcknowledgedOnce() {
        DocumentId leased = company.receive();
        yuki.download(leased);

        assertThat(yuki.acknowledge(leased)).containsEntry(leased, Acknowledged.ACKNOWLEDGED);
        assertThat(yuki.acknowledge(leased)).containsEntry(leased, Acknowledged.ALREADY_ACKNOWLEDGED);
        koppel.clock().advance(LEASE);
        assertThat(yuki.listed()).isEmpty();
    }

    @Test
    void aLeaseThatLapsesIsANewOfferThatAPackageSeesFromItsCursor() {
        DocumentId lapsing = company.receive();
        DocumentId other = company.receive();
        Offer before = yuki.offers().get(0);
        OfferCursor cursor = yuki.list(null, 10).next().orElseThrow();
        yuki.download(lapsing);
        koppel.clock().advance(LEASE);

        List<Offer> news = yuki.list(cursor, 10).items();

        assertThat(news).singleElement().satisfies(offer -> {
            assertThat(offer.document()).isEqualTo(lapsing);
            assertThat(offer.reoffered()).isTrue();
            assertThat(offer.position()).isGreaterThan(before.position());
            assertThat(offer.offeredOn()).isAfter(before.offeredOn());
        });
        assertThat(yuki.listed()).containsExactly(other, lapsing);
        assertThat(events(lapsing)).containsExactly("leased", "lapsed");
    }

    @Test
    void aLeaseCountsUntilItsLastMoment() {
        company.receive();
        yuki.download(yuki.listed().get(0));

        koppel.clock().advance(LEASE.minusSeconds(1));
        assertThat(yuki.listed()).isEmpty();
        koppel.clock().advance(Duration.ofSeconds(1));
        assertThat(yuki.listed()).hasSize(1);
    }

    @Test
    void aConnectionSetsItsOwnLease() {
        AccountingPackage brief = company.connect(new NewConnection("basecone", null, "explicit", 5, null, null, true));
        DocumentId received = company.receive();
        brief.download(received);

        koppel.clock().advance(Duration.ofSeconds(5));

        assertThat(brief.listed()).containsExactly(received);
    }

    @Test
    void downloadingAgainProlongsTheLease() {
        DocumentId leased = company.receive();
        yuki.download(leased);
        koppel.clock().advance(LEASE.minusSeconds(10));
        yuki.download(leased);
        koppel.clock().advance(Duration.ofSeconds(20));

        assertThat(yuki.listed()).isEmpty();
    }

    @Test
    void aDownloadByIdAfterTheLeaseRanOutCountsItAsAListingDoesAndBeginsAnother() {
        DocumentId leased = company.receive();
        DocumentId other = company.receive();
        yuki.download(leased);
        koppel.clock().advance(LEASE);

        yuki.download(leased);

        assertThat(events(leased)).containsExactly("leased", "lapsed", "leased");
        assertThat(Database.get()
                        .texts("SELECT position || ' ' || failures FROM pending WHERE document_id = ?", leased.value()))
                .containsExactly("3 1");
        assertThat(yuki.listed()).containsExactly(other);
        koppel.clock().advance(LEASE);
        assertThat(yuki.listed()).containsExactly(other, leased);
        assertThat(events(leased)).containsExactly("leased", "lapsed", "leased", "lapsed");
    }

    @Test
    void manyDownloadsAtOnceOfWhatIsNotLeasedAnyMoreLapseItsLeaseOnce() {
        DocumentId leased = company.receive();
        yuki.download(leased);
        koppel.clock().advance(LEASE);

        assertThat(Threads.atOnce(8, i -> yuki.download(leased))).allMatch(Threads.Outcome::succeeded);

        assertThat(events(leased))
                .containsOnlyOnce("lapsed")
                .startsWith("leased", "lapsed")
                .hasSize(10);
        assertThat(yuki.listed()).isEmpty();
    }

    @Test
    void aDownloadByIdWhileAListingLetsTheLeaseLapseLeasesTheNewOffer() {
        DocumentId leased = company.receive();
        yuki.download(leased);
        koppel.clock().advance(LEASE);

        Threads.Outcome<byte[]> downloaded =
                Waiting.forQueue(yuki.connection(), () -> yuki.download(leased), yuki::listed);

        assertThat(downloaded.failure()).isNull();
        assertThat(events(leased)).containsExactly("leased", "lapsed", "leased");
        assertThat(yuki.listed()).isEmpty();
    }

    @Test
    void whatLiesBeforeAStartDateThatCameMeanwhileLeavesTheQueueWhenItIsTakenAnew() {
        DocumentId leased = company.receive();
        yuki.download(leased);
        koppel.clock().advance(Duration.ofDays(2));
        yuki.download(leased);
        StartDate.of(company, yuki, LocalDate.ofInstant(koppel.clock().now(), ZoneId.of("Europe/Amsterdam")), false);
        koppel.clock().advance(LEASE);

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.beginDownload(leased));

        StartDate.of(company, yuki, null, false);
        assertThat(yuki.listed()).containsExactly(leased);
    }

    @Test
    void aLeaseThatRanOutCanStillBeAcknowledged() {
        DocumentId leased = company.receive();
        yuki.download(leased);
        koppel.clock().advance(LEASE);
        assertThat(yuki.listed()).containsExactly(leased);

        assertThat(yuki.acknowledge(leased)).containsEntry(leased, Acknowledged.ACKNOWLEDGED);
        assertThat(yuki.listed()).isEmpty();
    }

    @Test
    void aReleasedDocumentIsOfferedAgainAtOnceBehindTheOthers() {
        DocumentId released = company.receive();
        DocumentId other = company.receive();
        OfferCursor cursor = yuki.list(null, 10).next().orElseThrow();
        yuki.download(released);

        yuki.release(released);

        assertThat(yuki.listed()).containsExactly(other, released);
        assertThat(yuki.list(cursor, 10).items()).singleElement().satisfies(offer -> assertThat(offer.reoffered())
                .isTrue());
        assertThat(events(released)).containsExactly("leased", "released");
        koppel.clock().advance(LEASE);
        assertThat(yuki.listed()).containsExactly(other, released);
    }

    @Test
    void whatIsNotLeasedIsNotGivenBackHoweverOftenAPackageTries() {
        DocumentId received = company.receive();
        DocumentId other = company.receive();
        List<Offer> before = yuki.offers();

        for (int i = 0; i <= ParkedOffers.MOST_DELIVERIES; i++) {
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.release(received));
        }

        assertThat(yuki.offers()).isEqualTo(before);
        assertThat(events(received)).isEmpty();
        yuki.download(received);
        yuki.release(received);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.release(received));
        assertThat(yuki.listed()).containsExactly(other, received);
    }

    @Test
    void aDocumentIsGivenBackAlsoWhileTheNextEpochStarts() {
        DocumentId leased = company.receive();
        company.receive();
        yuki.download(leased);
        ReofferRun run = company.askReoffer(everythingOfYuki());

        Threads.Outcome<Boolean> released = Waiting.forQueue(
                yuki.connection(),
                () -> {
                    yuki.release(leased);
                    return true;
                },
                company::startDue);

        assertThat(released.failure()).isNull();
        assertThat(yuki.listed()).contains(leased);
        assertThat(events(leased)).containsExactly("leased", "released");
        assertThat(company.find(run.id()).skipped()).containsOnly(Map.entry(ReofferRun.SkipReason.LEASED, 1L));
    }

    private Reoffering.Request everythingOfYuki() {
        return new Reoffering.Request(
                Optional.of(yuki.connection()), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), false);
    }

    @Test
    void aLeaseThatRanOutIsNotGivenBackButLapses() {
        DocumentId leased = company.receive();
        yuki.download(leased);
        koppel.clock().advance(LEASE);

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.release(leased));

        assertThat(yuki.listed()).containsExactly(leased);
        assertThat(events(leased)).containsExactly("leased", "lapsed");
    }

    @Test
    void whatIsNotOfferedIsNotReleased() {
        DocumentId received = company.receive();
        yuki.acknowledge(received);

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.release(received));
    }

    @Test
    void aLeasedDocumentCanBeWithdrawn() {
        DocumentId leased = company.receive();
        yuki.download(leased);

        yuki.withdraw(leased);

        koppel.clock().advance(LEASE);
        assertThat(yuki.listed()).isEmpty();
        assertThat(events(leased)).containsExactly("leased", "withdrawn");
    }

    @Test
    void manyPollsAtOnceLapseEachLeaseOnce() {
        List<DocumentId> leased = company.receive(20);
        leased.forEach(yuki::download);
        koppel.clock().advance(LEASE);

        assertThat(Threads.atOnce(8, i -> yuki.listed()))
                .allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(leased));

        assertThat(leased).allSatisfy(document -> assertThat(events(document)).containsExactly("leased", "lapsed"));
    }

    @Test
    void aRevocationEndsLeasesAndTheNextEpochOffersTheDocumentsAtOnce() {
        DocumentId leased = company.receive();
        yuki.download(leased);
        company.revoke(yuki.connection());
        AccountingPackage reconnected = company.reconnect(yuki.connection());
        company.startDue();

        assertThat(reconnected.listed()).containsExactly(leased);
        Offer offer = reconnected.offers().get(0);

        // the old lease runs out, which makes no other offer of it
        koppel.clock().advance(LEASE);
        assertThat(reconnected.offers()).containsExactly(offer);
        assertThat(events(leased)).containsExactly("leased");
    }

    @Test
    void aLeaseOutlivesAReofferOfEverythingOnRequest() {
        DocumentId leased = company.receive();
        DocumentId other = company.receive();
        yuki.download(leased);

        ReofferRun run = company.reoffer(everythingOfYuki());

        assertThat(run.offered()).isEqualTo(1);
        assertThat(run.skipped()).containsOnly(Map.entry(ReofferRun.SkipReason.LEASED, 1L));
        assertThat(yuki.listed()).containsExactly(other);
        koppel.clock().advance(LEASE);
        assertThat(yuki.listed()).containsExactly(other, leased);
    }

    @Test
    void aConnectionThatRetrievesByDownloadFollowsOneWithLeasesAndSeesEverything() {
        DocumentId leased = company.receive();
        yuki.download(leased);
        company.revoke(yuki.connection());
        AccountingPackage follower = company.connect("basecone");
        company.startDue();

        assertThat(follower.listed()).containsExactly(leased);
        follower.download(leased);
        assertThat(follower.listed()).isEmpty();
    }
}
