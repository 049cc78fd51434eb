package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import koppel.connection.ConnectionId;
import koppel.connection.RenewingKeys;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.Offers.Acknowledged;
import koppel.delivery.RetrievingDocuments;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

class OffersTest {

    private final Installation koppel = Installation.get();
    private final Offers offers = koppel.use(Offers.class);
    private final Company company = Company.create();
    private final AccountingPackage yuki = company.connect("yuki");

    private long retrievals(DocumentId document) {
        return Database.get().number("SELECT count(*) FROM retrieval WHERE document_id = ?", document.value());
    }

    @Test
    void anOfferShowsWhatItsInvoiceSays() {
        DocumentId received = company.receive();

        assertThat(yuki.offers()).singleElement().satisfies(offer -> {
            assertThat(offer.document()).isEqualTo(received);
            assertThat(offer.reoffered()).isFalse();
            assertThat(offer.sender()).isEqualTo("0106:99999999");
            assertThat(offer.number()).startsWith("F-");
            assertThat(offer.total().toString()).isEqualTo("1312.85 EUR");
            assertThat(offer.issueDate()).isEqualTo("2026-03-02");
            assertThat(offer.expiresAt()).isAfter(offer.offeredOn());
        });
    }

    @Test
    void aListingIsOldestFirstAndEndsAtItsLimit() {
        List<DocumentId> received = company.receive(5);

        Offers.Listing first = yuki.list(null, 2);
        assertThat(first.items()).extracting(Offer::document).isEqualTo(received.subList(0, 2));
        assertThat(first.more()).isTrue();

        Offers.Listing rest = yuki.list(first.next().orElseThrow(), 3);
        assertThat(rest.items()).extracting(Offer::document).isEqualTo(received.subList(2, 5));
        assertThat(rest.more()).isFalse();
        assertThat(rest.next()).isPresent();
    }

    @Test
    void fromItsLastCursorAPackageSeesNewsOnly() {
        company.receive(2);
        OfferCursor cursor = yuki.list(null, 10).next().orElseThrow();

        Offers.Listing nothing = yuki.list(cursor, 10);
        assertThat(nothing.items()).isEmpty();
        assertThat(nothing.more()).isFalse();
        assertThat(nothing.next()).isEmpty();

        DocumentId fresh = company.receive();
        assertThat(yuki.list(cursor, 10).items()).extracting(Offer::document).containsExactly(fresh);
    }

    @Test
    void aCursorOfAnEarlierEpochStartsAgain() {
        List<DocumentId> received = company.receive(3);
        OfferCursor cursor = yuki.list(null, 10).next().orElseThrow();
        company.revoke(yuki.connection());
        AccountingPackage reconnected = company.reconnect(yuki.connection());
        company.startDue();

        Offers.Listing listing = reconnected.list(cursor, 2);

        assertThat(listing.items()).extracting(Offer::document).isEqualTo(received.subList(0, 2));
        assertThat(listing.items()).allMatch(Offer::reoffered);
        assertThat(reconnected.list(listing.next().orElseThrow(), 2).items())
                .extracting(Offer::document)
                .containsExactly(received.get(2));
    }

    @Test
    void aCursorOfAnEarlierEpochStaysEarlierWhenItsPositionIsHigh() {
        company.receive(3);
        company.revoke(yuki.connection());
        AccountingPackage reconnected = company.reconnect(yuki.connection());
        company.startDue();

        assertThat(reconnected.list(new OfferCursor(1, 1_000_000), 10).items()).hasSize(3);
        assertThat(reconnected.list(new OfferCursor(2, 1_000_000), 10).items()).isEmpty();
    }

    @Test
    void limitsAndCursorsThatAreNoneAreRefused() {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> yuki.list(null, 0));
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> yuki.list(null, 1001));
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> koppel.in(() -> koppel.use(RetrievingDocuments.class)
                        .list(yuki.holder(), company.organisation().id(), Direction.PURCHASE, "drop table", 10)));
    }

    @Test
    void whatIsDownloadedToItsLastByteIsRetrieved() {
        Bytes content = Bytes.random(700_000, 1);
        DocumentId received = company.receive(company.anInvoice(), content).id();

        yuki.beginDownload(received);
        assertThat(yuki.listed()).containsExactly(received);

        assertThat(yuki.download(received)).isEqualTo(content.bytes());
        assertThat(yuki.listed()).isEmpty();
        assertThat(retrievals(received)).isEqualTo(1);
    }

    @Test
    void aRetrievedDocumentCanBeDownloadedAgainAndIsRetrievedOnce() {
        DocumentId received = company.receive();
        yuki.download(received);

        assertThat(new String(yuki.download(received), StandardCharsets.UTF_8)).isEqualTo("<Invoice/>");
        assertThat(retrievals(received)).isEqualTo(1);
    }

    @Test
    void ofManyDownloadsAtOnceOneIsTheRetrieval() {
        DocumentId received = company.receive();

        assertThat(Threads.atOnce(8, i -> yuki.download(received))).allMatch(Threads.Outcome::succeeded);

        assertThat(retrievals(received)).isEqualTo(1);
        assertThat(yuki.listed()).isEmpty();
    }

    @Test
    void acknowledgingIsIdempotentAndTellsOfEachIdInTheirOrder() {
        DocumentId one = company.receive();
        DocumentId two = company.receive();
        DocumentId unknown = new DocumentId(UUID.randomUUID());
        yuki.acknowledge(one);

        Map<DocumentId, Acknowledged> outcomes = yuki.acknowledge(unknown, two, one, two);

        assertThat(outcomes)
                .containsExactly(
                        Map.entry(unknown, Acknowledged.NOT_FOUND),
                        Map.entry(two, Acknowledged.ACKNOWLEDGED),
                        Map.entry(one, Acknowledged.ALREADY_ACKNOWLEDGED));
        assertThat(yuki.acknowledge(one, two).values()).containsOnly(Acknowledged.ALREADY_ACKNOWLEDGED);
        assertThat(retrievals(one)).isEqualTo(1);
        assertThat(retrievals(two)).isEqualTo(1);
    }

    @Test
    void ofManyAcknowledgementsOfTheSamePageAtOnceEachDocumentIsRetrievedByOne() {
        List<DocumentId> received = company.receive(50);
        long deadlocks = Database.get().deadlocks();
        List<Callable<Map<DocumentId, Acknowledged>>> acknowledgements = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<DocumentId> shuffled = new ArrayList<>(received);
            Collections.shuffle(shuffled, new Random(i));
            acknowledgements.add(() -> yuki.acknowledge(shuffled));
        }

        List<Threads.Outcome<Map<DocumentId, Acknowledged>>> outcomes = Threads.atOnce(acknowledgements);

        assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        for (DocumentId document : received) {
            assertThat(outcomes.stream().map(outcome -> outcome.result().get(document)))
                    .containsOnlyOnce(Acknowledged.ACKNOWLEDGED)
                    .doesNotContain(Acknowledged.NOT_FOUND);
            assertThat(retrievals(document)).isEqualTo(1);
        }
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void aWithdrawnOfferIsGoneAndTheDocumentStays() {
        DocumentId received = company.receive();

        yuki.withdraw(received);

        assertThat(yuki.listed()).isEmpty();
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.withdraw(received));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.beginDownload(received));
        assertThat(yuki.acknowledge(received)).containsEntry(received, Acknowledged.NOT_FOUND);
        assertThat(Database.get().number("SELECT count(*) FROM document WHERE document_id = ?", received.value()))
                .isEqualTo(1);
        assertThat(Database.get().texts("SELECT event FROM offer_event WHERE document_id = ?", received.value()))
                .containsExactly("withdrawn");
    }

    @Test
    void twoConsumersRetrieveTheSameDocumentEachForItself() {
        AccountingPackage basecone = company.connect("basecone");
        DocumentId received = company.receive();

        yuki.download(received);

        assertThat(basecone.listed()).containsExactly(received);
        basecone.download(received);
        assertThat(retrievals(received)).isEqualTo(2);
    }

    @Test
    void nothingOfAnotherOrganisationIsListedDownloadedOrRetrieved() {
        Company stranger = Company.create();
        AccountingPackage foreign = stranger.connect("yuki");
        DocumentId theirs = stranger.receive();

        assertThat(yuki.listed()).isEmpty();
        assertThat(yuki.list(stranger.organisation().id(), null, 10).items()).isEmpty();
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.beginDownload(theirs));
        assertThat(yuki.acknowledge(theirs)).containsEntry(theirs, Acknowledged.NOT_FOUND);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.withdraw(theirs));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.release(theirs));
        // nor with the stranger's organisation in the path
        assertThat(koppel.in(() -> offers.retrieve(
                        yuki.holder(),
                        stranger.organisation().id(),
                        Direction.PURCHASE,
                        List.of(theirs),
                        koppel.clock().now())))
                .isEmpty();
        assertThat(foreign.listed()).containsExactly(theirs);
    }

    @Test
    void aPurchaseInvoiceIsNotFoundUnderSales() {
        DocumentId received = company.receive();

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.sales().beginDownload(received));
        assertThat(yuki.sales().acknowledge(received)).containsEntry(received, Acknowledged.NOT_FOUND);
        assertThat(yuki.listed()).containsExactly(received);
    }

    @Test
    void aDownloadThatARevocationOvertakesRetrievesNothing() {
        DocumentId received = company.receive();
        yuki.beginDownload(received);
        company.revoke(yuki.connection());

        yuki.endDownload(received);

        assertThat(retrievals(received)).isZero();
        AccountingPackage reconnected = company.reconnect(yuki.connection());
        company.startDue();
        assertThat(reconnected.listed()).containsExactly(received);
    }

    @Test
    void oldKeysDoNotReachIntoTheEpochThatAReconnectionStarted() {
        DocumentId received = company.receive();
        company.revoke(yuki.connection());
        company.reconnect(yuki.connection());
        company.startDue();

        yuki.endDownload(received);

        assertThat(yuki.listed()).isEmpty();
        assertThat(yuki.acknowledge(received)).containsEntry(received, Acknowledged.NOT_FOUND);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.withdraw(received));
        assertThat(retrievals(received)).isZero();
    }

    @Test
    void whatWaitsForTheQueueWhileItIsRevokedAndReconnectedRetrievesNothing() {
        DocumentId received = company.receive();
        ConnectionId connection = yuki.connection();

        // it begins while the keys are good, and gets the lock when the next epoch offers the document
        Threads.Outcome<Map<DocumentId, Acknowledged>> outcome = Waiting.forQueue(
                connection,
                () -> yuki.acknowledge(received),
                () -> koppel.doing(() -> {
                    company.revoke(connection);
                    company.reconnect(connection);
                    assertThat(company.startDue()).hasSize(1);
                }));

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.result()).isEqualTo(Map.of(received, Acknowledged.NOT_FOUND));
        assertThat(retrievals(received)).isZero();
    }

    @Test
    void keysThatWereRenewedRetrieveNothingMore() {
        DocumentId received = company.receive();
        yuki.beginDownload(received);
        koppel.in(() -> koppel.use(RenewingKeys.class).renew(company.administrator(), yuki.connection(), 0, true));

        yuki.endDownload(received);

        assertThat(retrievals(received)).isZero();
    }

    @Test
    void keysInTheirOverlapRetrieveAndAreOnRecord() {
        DocumentId received = company.receive();
        koppel.in(() -> koppel.use(RenewingKeys.class).renew(company.administrator(), yuki.connection(), 3600, false));

        yuki.download(received);

        assertThat(Database.get().texts("SELECT generation FROM retrieval WHERE document_id = ?", received.value()))
                .containsExactly("1");
    }

    @Test
    void anExpiredDocumentIsNeitherListedNorDownloaded() {
        DocumentId expiring = company.receive();
        DocumentId fresh = company.receive();
        Database.get()
                .execute(
                        "UPDATE document SET expires_at = received_at + interval '1 second' WHERE document_id = ?",
                        expiring.value());
        koppel.clock().advance(Duration.ofSeconds(2));

        assertThat(yuki.listed()).containsExactly(fresh);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.beginDownload(expiring));
    }

    @Test
    void theFloorRisesPastWhatWasRetrievedAndNothingIsMissed() {
        List<DocumentId> received = company.receive(100);
        yuki.acknowledge(received.subList(0, 40));
        assertThat(yuki.listed()).isEqualTo(received.subList(40, 100));

        assertThat(floor()).isEqualTo(41);

        yuki.acknowledge(received.subList(41, 100));
        assertThat(yuki.listed()).containsExactly(received.get(40));
        yuki.acknowledge(received.get(40));
        assertThat(yuki.listed()).isEmpty();
        assertThat(floor()).isEqualTo(101);
        DocumentId fresh = company.receive();
        assertThat(yuki.listed()).containsExactly(fresh);
    }

    private long floor() {
        return Database.get()
                .number(
                        "SELECT floor_position FROM delivery_queue WHERE connection_id = ? AND direction = 1",
                        yuki.connection().value());
    }
}
