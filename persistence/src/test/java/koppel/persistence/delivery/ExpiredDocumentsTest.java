package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import koppel.connection.Connections;
import koppel.delivery.DueQueues;
import koppel.delivery.ExpiringDocuments;
import koppel.delivery.LedgerFigures;
import koppel.delivery.QueueId;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.document.BoxEntry;
import koppel.document.Boxes;
import koppel.document.DocumentId;
import koppel.document.DocumentState;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

/** What has expired is neither offered nor counted, and is told as expired for ever. */
class ExpiredDocumentsTest extends ReofferCase {

    /** @param last the queue behind which the next one begins */
    private record Round(int documents, Optional<QueueId> last) {}

    private void takeOut() {
        Round round = takeOut(Optional.empty());
        while (round.documents() > 0) {
            round = takeOut(round.last());
        }
    }

    /** As the schedule does it. */
    private Round takeOut(Optional<QueueId> after) {
        ExpiringDocuments expiring = koppel.use(ExpiringDocuments.class);
        List<QueueId> holding = koppel.in(() -> expiring.holding(after));
        return holding.isEmpty()
                ? new Round(0, after)
                : new Round(koppel.in(() -> expiring.takeOut(holding)), Optional.of(holding.get(holding.size() - 1)));
    }

    private long inTheQueue() {
        return Database.get()
                .number(
                        "SELECT count(*) FROM pending WHERE organisation_id = ?",
                        company.organisation().id().number());
    }

    private List<String> offers(DocumentId document) {
        return Database.get().texts("""
                        SELECT concat_ws(' ', epoch, position, why, state, ended_why) FROM offer_history
                        WHERE document_id = ? ORDER BY epoch, position""", document.value());
    }

    private List<String> events(DocumentId document) {
        return Database.get()
                .texts("SELECT event FROM offer_event WHERE document_id = ? ORDER BY event_id", document.value());
    }

    private BoxEntry inTheInbox(DocumentId document) {
        return koppel.in(() -> koppel.use(Boxes.class)
                        .entry(
                                company.organisation().id(),
                                Direction.PURCHASE,
                                document,
                                koppel.clock().now()))
                .orElseThrow();
    }

    private long shownAsWaiting() {
        return koppel
                .in(() -> koppel.use(Connections.class)
                        .overviews(company.organisation().id()))
                .stream()
                .mapToLong(Connections.Overview::waiting)
                .sum();
    }

    @Test
    void aReofferOfEverythingIsAboutWhatHasNotExpired() {
        List<DocumentId> received = company.receive(3);
        DocumentId expired = company.expire(received.get(0));
        assertThat(company.dryRun(everything()).total()).isEqualTo(2);
        assertThat(inTheQueue()).as("a dry run changes nothing").isEqualTo(3);

        ReofferRun run = company.reoffer(everything());

        assertCompleted(run, 2, Map.of());
        assertThat(yuki.listed()).containsExactly(received.get(1), received.get(2));
        assertThat(Database.get()
                        .number(
                                "SELECT offered_count FROM queue_epoch WHERE organisation_id = ? AND why = 'requested'",
                                company.organisation().id().number()))
                .isEqualTo(2);
        assertThat(offers(expired)).containsExactly("1 1 received expired");
    }

    @Test
    void whatExpiresBetweenTheAskingAndTheEpochIsToldAsExpired() {
        List<DocumentId> received = company.receive(4);
        ReofferRun byTheEpoch = company.askReoffer(everything());
        company.expire(received.get(0));
        takeOut();
        company.expire(received.get(1));
        yuki.acknowledge(received.get(2));

        company.work();

        assertCompleted(company.find(byTheEpoch.id()), 1, Map.of(SkipReason.EXPIRED, 2L, SkipReason.RETRIEVED, 1L));
    }

    @Test
    void aReconnectionOffersNothingThatExpiredMeanwhile() {
        List<DocumentId> received = company.receive(2);
        company.revoke(connection);
        DocumentId meanwhile = company.receive();
        DocumentId offeredBefore = company.expire(received.get(0));
        DocumentId neverOffered = company.expire(meanwhile);
        company.reconnect(connection);

        assertThat(company.startDue()).extracting(DueQueues.Started::offered).containsExactly(1L);
        assertThat(offers(offeredBefore)).containsExactly("1 1 received withdrawn revoked");
        assertThat(offers(neverOffered)).isEmpty();
        assertThat(events(neverOffered)).containsExactly("expiredUnoffered");
        assertThat(inTheInbox(neverOffered).state()).isEqualTo(DocumentState.EXPIRED);
    }

    @Test
    void aQueueInWhichEverythingHasExpiredGoesOnAtOnce() {
        DocumentId received = company.receive();
        company.revoke(connection);
        company.expire(received);

        company.reconnect(connection);

        assertThat(company.due()).isEmpty();
    }

    @Test
    void aRevocationCountsWhatHasNotExpired() {
        List<DocumentId> received = company.receive(3);
        company.expire(received.get(1));

        assertThat(company.revoke(connection)).isEqualTo(2);
    }

    @Test
    void whatHasExpiredDoesNotCountAsWaitingAndIsFoundUnderItsConnection() {
        List<DocumentId> received = company.receive(2);
        DocumentId expired = company.expire(received.get(0));
        assertThat(shownAsWaiting()).isEqualTo(2);
        long before = koppel.in(() -> koppel.use(LedgerFigures.class).read()).waiting();

        takeOut();

        assertThat(shownAsWaiting()).isEqualTo(1);
        assertThat(koppel.in(() -> koppel.use(LedgerFigures.class).read()).waiting())
                .isLessThan(before);
        assertThat(inTheInbox(expired).state()).isEqualTo(DocumentState.EXPIRED);
        assertThat(offers(expired)).containsExactly("1 1 received expired");
        Boxes.Filter ofTheConnection = new Boxes.Filter(
                Optional.of(DocumentState.EXPIRED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(connection));
        assertThat(koppel.in(() -> koppel.use(Boxes.class)
                                .page(
                                        company.organisation().id(),
                                        Direction.PURCHASE,
                                        ofTheConnection,
                                        Optional.empty(),
                                        10,
                                        koppel.clock().now()))
                        .items())
                .extracting(entry -> entry.document().id())
                .containsExactly(expired);
    }

    @Test
    void whatAPackageIsAtWorkOnStaysUntilItsLeaseEnds() {
        DocumentId received = company.receive();
        yuki.beginDownload(received);
        DocumentId leased = company.expire(received);
        takeOut();
        assertThat(inTheQueue()).isEqualTo(1);

        koppel.clock().advance(Duration.ofSeconds(901));
        takeOut();

        assertThat(inTheQueue()).isZero();
        assertThat(events(leased)).containsExactly("leased", "expired");
    }

    @Test
    void aRoundIsAboutFewQueuesSoThatSendersDoNotWaitForMany() {
        takeOut();
        holdingExpired(11);

        assertThat(takeOut(Optional.empty()).documents()).isEqualTo(10);
        assertThat(takeOut(Optional.empty()).documents()).isEqualTo(1);
        assertThat(takeOut(Optional.empty()).documents()).isZero();
    }

    private static List<Company> holdingExpired(int many) {
        return Stream.generate(Company::create)
                .limit(many)
                .peek(other -> {
                    other.connect("yuki");
                    other.expire(other.receive());
                })
                .toList();
    }

    @Test
    void aRoundBeginsBehindTheOneBeforeAndGoesOnWithTheFirstSoThatEachQueueHasItsTurn() {
        takeOut();
        Company first = holdingExpired(22).get(0);
        Optional<QueueId> tenth = takeOut(Optional.empty()).last();
        DocumentId anew = first.expire(first.receive());

        Round second = takeOut(tenth);

        assertThat(second.documents()).isEqualTo(10);
        assertThat(events(anew)).isEmpty();
        Round third = takeOut(second.last());
        assertThat(third.documents()).isEqualTo(3);
        assertThat(events(anew)).containsExactly("expired");
        assertThat(takeOut(third.last())).isEqualTo(new Round(0, third.last()));
    }

    @Test
    void onlyWhatIsPastItsOwnTimeLeaves() {
        AccountingPackage basecone = company.connect("basecone");
        List<DocumentId> received = company.receive(2);
        DocumentId old = company.expire(received.get(0));
        Database.get()
                .execute(
                        "UPDATE document SET expires_at = received_at + interval '8 years' WHERE document_id = ?",
                        old.value());

        takeOut();

        assertThat(basecone.listed()).containsExactlyInAnyOrder(old, received.get(1));
    }
}
