package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import koppel.connection.ConnectionId;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.document.DocumentId;
import koppel.document.DocumentQueues;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

class DocumentQueuesTest {

    private final Installation koppel = Installation.get();
    private final Company company = Company.create();

    private void enter(DocumentId... documents) {
        koppel.doing(() -> koppel.use(DocumentQueues.class)
                .enter(
                        List.of(documents).stream()
                                .map(document -> new DocumentQueues.Entry(
                                        company.organisation().id(), Direction.PURCHASE, document, Optional.empty()))
                                .toList(),
                        koppel.clock().now()));
    }

    @Test
    void whereNothingIsConnectedDocumentsWaitForTheFirstConsumer() {
        List<DocumentId> received = company.receive(3);

        AccountingPackage yuki = company.connect("yuki");
        assertThat(yuki.listed()).isEmpty();
        company.startDue();

        assertThat(yuki.listed()).isEqualTo(received);
    }

    @Test
    void aFurtherConsumerStartsEmptyAndGetsWhatArrivesFromThenOn() {
        AccountingPackage first = company.connect("yuki");
        company.receive(3);
        AccountingPackage further = company.connect("basecone");
        DocumentId fresh = company.receive();

        assertThat(company.due()).isEmpty();
        assertThat(further.listed()).containsExactly(fresh);
        assertThat(first.listed()).hasSize(4);
    }

    @Test
    void ofTwoFirstConsumersAtOnceOneGetsTheInboxAndTheOtherStartsEmpty() {
        List<DocumentId> received = company.receive(3);

        List<Threads.Outcome<AccountingPackage>> outcomes =
                Threads.atOnce(4, i -> company.connect(i % 2 == 0 ? "yuki" : "basecone"));
        company.startDue();

        assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        assertThat(outcomes.stream().map(outcome -> outcome.result().listed()))
                .filteredOn(listed -> !listed.isEmpty())
                .containsExactly(received);
    }

    @Test
    void whatArrivesWhileAConnectionIsRevokedEntersItsQueueToo() {
        AccountingPackage yuki = company.connect("yuki");
        AccountingPackage basecone = company.connect("basecone");
        DocumentId before = company.receive();
        company.revoke(yuki.connection());
        DocumentId meanwhile = company.receive();

        assertThat(basecone.listed()).containsExactly(before, meanwhile);
        AccountingPackage reconnected = company.reconnect(yuki.connection());
        company.startDue();
        assertThat(reconnected.listed()).containsExactly(before, meanwhile);
    }

    @Test
    void aConsumerGetsItsOwnDirectionsOnly() {
        Company buyer = Company.create();
        AccountingPackage sender = company.connect("exact-multivers");
        AccountingPackage sales = company.connect("yuki");
        DocumentId sent = sender.send(buyer, null);
        DocumentId received = company.receive();

        assertThat(sales.sales().listed()).containsExactly(sent);
        assertThat(sales.listed()).containsExactly(received);
        assertThat(sender.listed()).containsExactly(received);
        assertThat(sender.sales().listed()).isEmpty();
    }

    @Test
    void nothingSentComesBackToTheConnectionThatSentIt() {
        Company buyer = Company.create();
        AccountingPackage sender = company.connect("own-app");
        AccountingPackage other = company.connect("yuki");

        DocumentId sent = sender.send(buyer, null);

        assertThat(sender.sales().listed()).isEmpty();
        assertThat(other.sales().listed()).containsExactly(sent);
    }

    @Test
    void whatASendOnlyPackageSentWaitsForTheFirstPackageThatProcessesSales() {
        Company buyer = Company.create();
        DocumentId sent = company.connect("radar").send(buyer, null);

        AccountingPackage yuki = company.connect("yuki");
        company.startDue();

        assertThat(yuki.sales().listed()).containsExactly(sent);
    }

    @Test
    void theReceiverOfWhatIsSentGetsADocumentWithAnIdOfItsOwn() {
        Company buyer = Company.create();
        AccountingPackage yuki = buyer.connect("yuki");

        DocumentId sent = company.connect("radar").send(buyer, null);

        assertThat(yuki.listed()).hasSize(1).doesNotContain(sent);
    }

    @Test
    void anInvoiceToOneselfIsBothSentAndReceived() {
        AccountingPackage app = company.connect("own-app");
        AccountingPackage yuki = company.connect("yuki");

        DocumentId sent = app.send(company, null);

        assertThat(yuki.sales().listed()).containsExactly(sent);
        assertThat(yuki.listed()).hasSize(1);
        assertThat(app.listed()).isEqualTo(yuki.listed());
        assertThat(app.sales().listed()).isEmpty();
    }

    @Test
    void severalDocumentsEnteredAtOnceAllEnterInTheirOrder() {
        AccountingPackage yuki = company.connect("yuki");
        List<DocumentId> received = company.receive(3);
        yuki.acknowledge(received);
        assertThat(yuki.listed()).isEmpty();

        enter(received.get(2), received.get(0), received.get(1));

        assertThat(yuki.listed()).containsExactly(received.get(2), received.get(0), received.get(1));
    }

    @Test
    void aDocumentThatLiesInAQueueDoesNotEnterItAgain() {
        AccountingPackage yuki = company.connect("yuki");
        DocumentId one = company.receive();
        DocumentId two = company.receive();

        enter(one);

        assertThat(yuki.listed()).containsExactly(one, two);
    }

    @Test
    void nothingEntersWhenThereIsNothingToEnter() {
        enter();

        assertThat(company.connect("yuki").listed()).isEmpty();
    }

    @Test
    void positionsBecomeVisibleInTheirOrderSoThatNoCursorSkipsADocument() {
        AccountingPackage yuki = company.connect("yuki");
        List<DocumentId> seen = new ArrayList<>();
        AtomicInteger writing = new AtomicInteger(4);
        List<Callable<Object>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(() -> {
                try {
                    return company.receive(40);
                } finally {
                    writing.decrementAndGet();
                }
            });
        }
        threads.add(() -> {
            OfferCursor cursor = null;
            boolean last = false;
            while (true) {
                boolean done = writing.get() == 0;
                Offers.Listing listing = yuki.list(cursor, 7);
                listing.items().forEach(offer -> seen.add(offer.document()));
                cursor = listing.next().orElse(cursor);
                if (listing.items().isEmpty() && last) {
                    return null;
                }
                last = done;
            }
        });

        assertThat(Threads.atOnce(threads)).allMatch(Threads.Outcome::succeeded);

        assertThat(seen).hasSize(160).doesNotHaveDuplicates();
    }

    @Test
    void timesOfOffersGrowWithTheirPositionsWhateverTheClocksSay() {
        AccountingPackage yuki = company.connect("yuki");
        List<DocumentId> received = company.receive(3);
        yuki.acknowledge(received);
        Instant now = koppel.clock().now();
        for (int i = 0; i < 3; i++) {
            DocumentId document = received.get(i);
            // each node's clock is behind the one before
            Instant behind = now.minusSeconds(i);
            koppel.doing(() -> koppel.use(DocumentQueues.class)
                    .enter(
                            List.of(new DocumentQueues.Entry(
                                    company.organisation().id(), Direction.PURCHASE, document, Optional.empty())),
                            behind));
        }

        List<Offer> offers = yuki.offers();

        assertThat(offers).extracting(Offer::document).isEqualTo(received);
        assertThat(IntStream.range(1, 3))
                .allSatisfy(i -> assertThat(offers.get(i).offeredOn())
                        .isAfterOrEqualTo(offers.get(i - 1).offeredOn()));
    }

    @Test
    void theQueueOfADeletedConnectionThatNothingFollowsKeepsWhatArrives() {
        ConnectionId deleted = company.connect("yuki").connection();
        DocumentId before = company.receive();
        company.revoke(deleted);
        company.delete(deleted);
        DocumentId meanwhile = company.receive();

        AccountingPackage basecone = company.connect("basecone");
        company.startDue();

        assertThat(basecone.listed()).containsExactly(before, meanwhile);
        assertThat(Database.get()
                        .number(
                                "SELECT count(*) FROM delivery_queue WHERE organisation_id = ? AND direction = 1",
                                company.organisation().id().number()))
                .isEqualTo(1);
    }
}
