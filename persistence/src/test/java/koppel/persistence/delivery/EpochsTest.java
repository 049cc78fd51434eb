package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import koppel.connection.ConnectionId;
import koppel.connection.Connections;
import koppel.connection.NewConnection;
import koppel.connection.RenewingKeys;
import koppel.delivery.DueQueues;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.QueueId;
import koppel.delivery.Reoffering;
import koppel.delivery.Share;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import org.junit.jupiter.api.Test;

/** Revoking, reconnecting and following, and the epochs that the batch job starts. */
class EpochsTest {

    private final Installation koppel = Installation.get();
    private final Company company = Company.create();
    private final AccountingPackage yuki = company.connect("basecone");
    private final ConnectionId connection = yuki.connection();

    /** Number, why, offered, ended why and withdrawn of each epoch of purchase queues. */
    private List<String> epochs() {
        return Database.get().texts("""
                        SELECT concat_ws(' ', e.epoch, e.why, e.offered_count, e.ended_why, e.withdrawn_count)
                        FROM queue_epoch e JOIN delivery_queue q USING (organisation_id, queue_id)
                        WHERE e.organisation_id = ? AND q.direction = 1 ORDER BY q.queue_id, e.epoch""", company.organisation().id().number());
    }

    private Reoffering.Request everything() {
        return new Reoffering.Request(
                Optional.of(connection), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), false);
    }

    @Test
    void aQueueWithNothingInItStartsAtOnce() {
        assertThat(company.due()).isEmpty();
        assertThat(epochs()).containsExactly("1 connected 0");
    }

    @Test
    void theFirstConsumersInboxIsOfferedByAnEpochOfItsOwn() {
        Company other = Company.create();
        other.receive(2);
        int kicks = koppel.kicks();
        AccountingPackage first = other.connect("yuki");

        assertThat(koppel.kicks()).isGreaterThan(kicks);
        assertThat(other.due()).hasSize(1);
        assertThat(other.startDue()).singleElement().satisfies(started -> {
            assertThat(started.epoch()).isEqualTo(1);
            assertThat(started.offered()).isEqualTo(2);
        });
        assertThat(first.offers()).hasSize(2).allMatch(Offer::reoffered);
    }

    @Test
    void aRevocationWithdrawsWhatIsOpenAndSaysHowMuch() {
        company.receive(3);
        yuki.download(yuki.listed().get(0));

        assertThat(company.revoke(connection)).isEqualTo(2);

        assertThat(yuki.listed()).isEmpty();
        assertThat(epochs()).containsExactly("1 connected 0 revoked 2");
    }

    @Test
    void aReconnectionOffersTheRestAndWhatArrivedMeanwhileInTheNextEpoch() {
        List<DocumentId> before = company.receive(2);
        yuki.download(before.get(0));
        OfferCursor cursor = yuki.list(null, 10).next().orElseThrow();
        Offer offered = yuki.offers().get(0);
        company.revoke(connection);
        DocumentId meanwhile = company.receive();
        AccountingPackage reconnected = company.reconnect(connection);
        assertThat(reconnected.listed()).isEmpty();
        DocumentId beforeTheJob = company.receive();

        assertThat(company.startDue()).singleElement().satisfies(started -> {
            assertThat(started.epoch()).isEqualTo(2);
            assertThat(started.offered()).isEqualTo(3);
        });

        List<Offer> offers = reconnected.list(cursor, 10).items();
        assertThat(offers).extracting(Offer::document).containsExactly(before.get(1), meanwhile, beforeTheJob);
        assertThat(offers).allMatch(Offer::reoffered);
        assertThat(offers).allMatch(offer -> offer.offeredOn().isAfter(offered.offeredOn()));
        assertThat(epochs()).containsExactly("1 connected 0 revoked 1", "2 reconnected 3");
        assertThat(reconnected.offers()).last().satisfies(last -> assertThat(last.document())
                .isEqualTo(beforeTheJob));
        DocumentId fresh = company.receive();
        assertThat(reconnected.offers()).last().satisfies(last -> {
            assertThat(last.document()).isEqualTo(fresh);
            assertThat(last.reoffered()).isFalse();
        });
    }

    @Test
    void aReconnectionWithNothingWaitingGoesOnAtOnce() {
        yuki.acknowledge(company.receive());
        company.revoke(connection);
        AccountingPackage reconnected = company.reconnect(connection);

        assertThat(company.due()).isEmpty();
        DocumentId fresh = company.receive();
        assertThat(reconnected.listed()).containsExactly(fresh);
        assertThat(epochs()).containsExactly("1 connected 0 revoked 0", "2 reconnected 0");
    }

    @Test
    void withoutReofferWhatWaitsStaysBelowTheFloorUntilSomebodyAsks() {
        List<DocumentId> waiting = company.receive(2);
        company.revoke(connection);
        AccountingPackage reconnected = company.reconnect(connection, false);
        DocumentId fresh = company.receive();

        assertThat(company.due()).isEmpty();
        assertThat(reconnected.listed()).containsExactly(fresh);
        assertThat(reconnected.acknowledge(waiting.get(0)).values()).containsOnly(Offers.Acknowledged.NOT_FOUND);

        company.reoffer(everything());

        assertThat(reconnected.listed()).containsExactly(waiting.get(0), waiting.get(1), fresh);
        assertThat(epochs()).containsExactly("1 connected 0 revoked 2", "2 reconnected 0 requested 1", "3 requested 3");
    }

    @Test
    void whatLiesBelowTheFloorIsOfferedByTheNextReconnectionThatReoffers() {
        List<DocumentId> waiting = company.receive(2);
        company.revoke(connection);
        company.reconnect(connection, false);
        assertThat(company.revoke(connection)).isEqualTo(2);
        AccountingPackage reconnected = company.reconnect(connection);
        company.startDue();

        assertThat(reconnected.listed()).isEqualTo(waiting);
        assertThat(epochs()).containsExactly("1 connected 0 revoked 2", "2 reconnected 0 revoked 0", "3 reconnected 2");
    }

    @Test
    void aFollowerTakesOverTheQueueWithWhatWaits() {
        List<DocumentId> waiting = company.receive(2);
        company.revoke(connection);
        DocumentId meanwhile = company.receive();
        AccountingPackage follower = company.connect("yuki");
        company.startDue();

        assertThat(follower.listed()).containsExactly(waiting.get(0), waiting.get(1), meanwhile);
        assertThat(epochs()).containsExactly("1 connected 0 revoked 2", "2 followed 3");
    }

    @Test
    void aFollowerCanDownloadAgainWhatItsPredecessorRetrieved() {
        DocumentId retrieved = company.receive();
        yuki.download(retrieved);
        company.revoke(connection);
        AccountingPackage follower = company.connect("yuki");

        assertThat(follower.listed()).isEmpty();
        assertThat(follower.download(retrieved)).isNotEmpty();
    }

    @Test
    void revokedDeletedAndCreatedAnewStrandsNothing() {
        List<DocumentId> waiting = company.receive(2);
        company.revoke(connection);
        company.delete(connection);
        AccountingPackage created = company.connect("basecone");
        company.startDue();

        assertThat(created.listed()).isEqualTo(waiting);
    }

    @Test
    void aFollowerWithoutReofferStartsAboveWhatWaits() {
        company.receive(2);
        company.revoke(connection);
        AccountingPackage follower =
                company.connect(new NewConnection("yuki", null, null, null, null, connection.toString(), false));

        assertThat(follower.listed()).isEmpty();
        DocumentId fresh = company.receive();
        assertThat(follower.listed()).containsExactly(fresh);
    }

    @Test
    void whatAFollowerDoesNotProcessIsTakenOverByTheNextThatDoes() {
        Company buyer = Company.create();
        DocumentId sent = company.connect("radar").send(buyer, null);
        company.revoke(connection);
        // processes purchase invoices only; the sales invoices stay where they are
        AccountingPackage purchaseOnly = company.connect("exact-multivers");
        assertThat(purchaseOnly.sales().listed()).isEmpty();

        AccountingPackage whole = company.connect("yuki");
        company.startDue();

        assertThat(whole.sales().listed()).containsExactly(sent);
        assertThat(whole.listed()).isEmpty();
    }

    @Test
    void aNewSetOfKeysStartsNoEpoch() {
        company.receive();
        koppel.in(() -> koppel.use(RenewingKeys.class).renew(company.administrator(), connection, 0, false));

        assertThat(epochs()).containsExactly("1 connected 0");
    }

    @Test
    void aRevocationBeforeTheJobTakesTheQueueBackFromIt() {
        company.receive(2);
        company.revoke(connection);
        company.reconnect(connection);
        List<QueueId> due = company.due();
        assertThat(due).hasSize(1);

        assertThat(company.revoke(connection)).isEqualTo(2);

        assertThat(company.due()).isEmpty();
        assertThat(company.start(due)).isEmpty();
        assertThat(epochs()).containsExactly("1 connected 0 revoked 2");
    }

    @Test
    void startingTwiceStartsOnce() {
        company.receive(2);
        company.revoke(connection);
        company.reconnect(connection);
        List<QueueId> due = company.due();

        assertThat(company.start(due)).hasSize(1);
        assertThat(company.start(due)).isEmpty();
        assertThat(epochs()).hasSize(2);
    }

    @Test
    void aQueueThatIsNotDueIsNotStarted() {
        company.receive();
        QueueId queue = new QueueId(company.organisation().id(), (int) Database.get()
                .number(
                        "SELECT queue_id FROM delivery_queue WHERE connection_id = ? AND direction = 1",
                        connection.value()));

        assertThat(company.start(List.of(queue))).isEmpty();
        assertThat(epochs()).hasSize(1);
    }

    @Test
    void dueQueuesAreGivenInTheirOrderAndFromTheLastOneOn() {
        company.connect("yuki");
        company.receive();
        List<ConnectionId> connections =
                koppel
                        .in(() -> koppel.use(Connections.class)
                                .overviews(company.organisation().id()))
                        .stream()
                        .map(overview -> overview.connection().id())
                        .toList();
        connections.forEach(company::revoke);
        connections.forEach(company::reconnect);
        List<QueueId> due = company.due();

        assertThat(due).hasSize(2).isSortedAccordingTo(Comparator.comparingInt(QueueId::number));
        assertThat(koppel.in(() -> koppel.use(DueQueues.class).anyDue())).isTrue();
        assertThat(koppel.in(() -> koppel.use(DueQueues.class).due(Optional.of(due.get(0)), 1, Share.ALL)))
                .containsExactly(due.get(1));
    }

    @Test
    void ofTwoOwnersAtOnceEachQueueIsStartedOnce() {
        company.receive(3);
        for (int round = 2; round < 12; round++) {
            company.revoke(connection);
            company.reconnect(connection);
            List<QueueId> due = company.due();

            List<Threads.Outcome<List<DueQueues.Started>>> outcomes = Threads.atOnce(4, i -> company.start(due));

            assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
            assertThat(outcomes.stream().mapToInt(outcome -> outcome.result().size()))
                    .containsExactlyInAnyOrder(1, 0, 0, 0);
            assertThat(epochs()).hasSize(round);
        }
    }

    @Test
    void aRevocationThatMeetsTheJobComesWhollyBeforeOrWhollyAfter() {
        company.receive(3);
        for (int round = 0; round < 10; round++) {
            company.revoke(connection);
            company.reconnect(connection);
            List<QueueId> due = company.due();
            List<Callable<Object>> both = List.of(() -> company.start(due), () -> company.revoke(connection));

            List<Threads.Outcome<Object>> outcomes = Threads.atOnce(both);

            assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
            assertThat(outcomes.get(1).result()).isEqualTo(3L);
            assertThat(company.due()).isEmpty();
            assertThat(Database.get()
                            .texts("SELECT open FROM delivery_queue WHERE connection_id = ?", connection.value()))
                    .containsOnly("f");
            assertThat(Database.get()
                            .number(
                                    "SELECT count(*) FROM queue_epoch WHERE organisation_id = ? AND ended_at IS NULL",
                                    company.organisation().id().number()))
                    .isZero();
            company.reconnect(connection);
            company.startDue();
        }
    }

    @Test
    void aDocumentThatMeetsARevocationIsCountedOrWaitsForTheNextEpoch() {
        long deadlocks = Database.get().deadlocks();
        for (int round = 0; round < 10; round++) {
            List<Callable<Object>> both = List.of(() -> company.receive(3), () -> company.revoke(connection));
            assertThat(Threads.atOnce(both)).allMatch(Threads.Outcome::succeeded);
            company.reconnect(connection);
            company.startDue();
        }

        AccountingPackage last = company.connect("basecone");
        assertThat(last.listed()).isEmpty();
        company.revoke(connection);
        AccountingPackage reconnected = company.reconnect(connection);
        company.startDue();
        assertThat(reconnected.listed()).hasSize(30);
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void theLedgerTellsInWhichEpochADocumentEnteredAndInWhichAndWithWhichKeysItWasRetrieved() {
        DocumentId before = company.receive();
        DocumentId atOnce = company.receive();
        yuki.download(atOnce);
        company.revoke(connection);
        DocumentId meanwhile = company.receive();
        AccountingPackage reconnected = company.reconnect(connection);
        DocumentId due = company.receive();
        company.startDue();
        DocumentId after = company.receive();
        List<DocumentId> all = List.of(before, meanwhile, due, after);
        all.forEach(reconnected::download);

        assertThat(retrieval(atOnce)).isEqualTo("entered 1 retrieved 1 keys 1 at once");
        assertThat(retrieval(before)).isEqualTo("entered 1 retrieved 2 keys 2 by the epoch");
        assertThat(retrieval(meanwhile)).isEqualTo("entered 2 retrieved 2 keys 2 by the epoch");
        assertThat(retrieval(due)).isEqualTo("entered 2 retrieved 2 keys 2 by the epoch");
        assertThat(retrieval(after)).isEqualTo("entered 2 retrieved 2 keys 2 at once");
    }

    private static String retrieval(DocumentId document) {
        return Database.get().texts("""
                        SELECT concat_ws(' ', 'entered', r.entered_epoch, 'retrieved', r.epoch, 'keys', r.generation,
                            CASE WHEN r.offered_at = e.started_at THEN 'by the epoch' WHEN r.offered_at > e.started_at THEN 'at once' END)
                        FROM retrieval r JOIN queue_epoch e USING (organisation_id, queue_id, epoch) WHERE r.document_id = ?""", document.value()).get(0);
    }

    @Test
    void anEpochOfManyDocumentsWritesAFixedNumberOfRows() {
        company.receive(50);
        company.revoke(connection);
        company.reconnect(connection);
        long pending = Database.get()
                .number(
                        "SELECT sum(xmin::text::bigint) FROM pending WHERE organisation_id = ?",
                        company.organisation().id().number());

        company.startDue();

        assertThat(Database.get()
                        .number(
                                "SELECT sum(xmin::text::bigint) FROM pending WHERE organisation_id = ?",
                                company.organisation().id().number()))
                .isEqualTo(pending);
    }
}
