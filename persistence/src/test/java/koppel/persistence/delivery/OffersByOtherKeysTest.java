package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import koppel.connection.ConnectionId;
import koppel.connection.RenewingKeys;
import koppel.delivery.Offers.Acknowledged;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Threads;
import koppel.persistence.Waiting;
import koppel.shared.NotFound;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

/** What keys do not reach: other organisations' documents, and their own once they are revoked, renewed or have expired. */
class OffersByOtherKeysTest extends OffersCase {
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
}
