package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.Offers.Acknowledged;
import koppel.delivery.RetrievingDocuments;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Database;
import koppel.persistence.Threads;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

/** What a package lists, downloads and acknowledges. */
class OffersTest extends OffersCase {
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
    void theFrontMovesPastWhatWasRetrievedAndNothingIsMissed() {
        List<DocumentId> received = company.receive(100);
        yuki.acknowledge(received.subList(0, 40));
        assertThat(yuki.listed()).isEqualTo(received.subList(40, 100));

        assertThat(front()).isEqualTo(41);

        yuki.acknowledge(received.subList(41, 100));
        assertThat(yuki.listed()).containsExactly(received.get(40));
        yuki.acknowledge(received.get(40));
        assertThat(yuki.listed()).isEmpty();
        assertThat(front()).isEqualTo(101);
        DocumentId fresh = company.receive();
        assertThat(yuki.listed()).containsExactly(fresh);
    }

    private long front() {
        return Database.get()
                .number(
                        "SELECT front_position FROM delivery_queue WHERE connection_id = ? AND direction = 1",
                        yuki.connection().value());
    }
}
