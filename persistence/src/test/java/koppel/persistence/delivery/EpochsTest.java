package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import koppel.connection.NewConnection;
import koppel.connection.RenewingKeys;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.Reoffering;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import org.junit.jupiter.api.Test;

/** Revoking, reconnecting and following, and the epochs that the batch job starts. */
class EpochsTest extends EpochsCase {
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
}
