package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import koppel.delivery.ReofferRun;
import koppel.delivery.Reoffering;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Threads;
import koppel.persistence.Waiting;
import koppel.shared.NotFound;
import org.junit.jupiter.api.Test;

/** Packages that delete what they have, also once more, also after it was retrieved: what is over stays as it is. */
class WithdrawalsTest extends OffersCase {

    private static List<String> events(DocumentId document) {
        return Database.get()
                .texts("SELECT event FROM offer_event WHERE document_id = ? ORDER BY event_id", document.value());
    }

    private ReofferRun reoffer(AccountingPackage to, DocumentId document, boolean includeRetrieved) {
        return company.reoffer(new Reoffering.Request(
                Optional.of(to.connection()),
                Optional.empty(),
                List.of(document),
                Optional.empty(),
                Optional.empty(),
                includeRetrieved));
    }

    @Test
    void whatWasDownloadedMayBeDeletedHoweverOftenAndStaysRetrieved() {
        DocumentId received = company.receive();
        yuki.download(received);

        yuki.withdraw(received);
        yuki.withdraw(received);

        assertThat(retrievals(received)).isEqualTo(1);
        assertThat(events(received)).isEmpty();
        assertThat(yuki.download(received)).isNotEmpty();
    }

    @Test
    void anOfferIsWithdrawnOnceHoweverOftenItIsDeleted() {
        DocumentId received = company.receive();

        yuki.withdraw(received);
        yuki.withdraw(received);

        assertThat(events(received)).containsExactly("withdrawn");
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.beginDownload(received));
    }

    @Test
    void whatIsOfferedAgainAfterItsRetrievalIsWithdrawn() {
        DocumentId received = company.receive();
        yuki.download(received);
        reoffer(yuki, received, true);
        assertThat(yuki.listed()).containsExactly(received);

        yuki.withdraw(received);

        assertThat(yuki.listed()).isEmpty();
        assertThat(events(received)).containsExactly("reoffered", "withdrawn");
        assertThat(retrievals(received)).isEqualTo(1);
    }

    @Test
    void whatWasDeletedIsNotLostWhenItIsOfferedAgainAndWaits() {
        DocumentId received = company.receive();
        yuki.withdraw(received);
        reoffer(yuki, received, false);
        company.revoke(yuki.connection());
        AccountingPackage again = company.reconnect(yuki.connection(), false);

        again.withdraw(received);

        assertThat(again.listed()).isEmpty();
        reoffer(again, received, false);
        assertThat(again.listed()).containsExactly(received);
    }

    @Test
    void whatTheConnectionBeforeRetrievedOrDeletedMayBeDeletedByTheOneThatFollows() {
        DocumentId retrieved = company.receive();
        DocumentId deleted = company.receive();
        yuki.download(retrieved);
        yuki.withdraw(deleted);
        company.revoke(yuki.connection());
        AccountingPackage follower = company.connect("basecone");

        assertThatCode(() -> follower.withdraw(retrieved)).doesNotThrowAnyException();
        assertThatCode(() -> follower.withdraw(deleted)).doesNotThrowAnyException();
    }

    @Test
    void whatOnlyAnotherConsumerRetrievedOrDeletedIsNotFound() {
        DocumentId retrieved = company.receive();
        DocumentId deleted = company.receive();
        yuki.download(retrieved);
        yuki.withdraw(deleted);
        AccountingPackage further = company.connect("basecone");

        for (DocumentId document : List.of(retrieved, deleted)) {
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> further.withdraw(document));
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> Company.create().connect("yuki").withdraw(document));
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> yuki.sales().withdraw(document));
        }
    }

    @Test
    void whatAStartDateOrARevocationTookAwayIsNotFoundAndComesBack() {
        DocumentId early = company.receive();
        koppel.clock().advance(Duration.ofDays(2));
        LocalDate today = LocalDate.ofInstant(koppel.clock().now(), ZoneId.of("Europe/Amsterdam"));
        StartDate.of(company, yuki, today, false);
        DocumentId later = company.receive();

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.withdraw(early));

        StartDate.of(company, yuki, null, false);
        company.revoke(yuki.connection());
        AccountingPackage again = company.reconnect(yuki.connection());
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> again.withdraw(later));
        company.startDue();
        assertThat(again.listed()).containsExactlyInAnyOrder(early, later);
    }

    @Test
    void whatHasExpiredSinceItWasRetrievedIsNotFound() {
        DocumentId received = company.receive();
        yuki.download(received);

        Database.get()
                .execute(
                        "UPDATE document SET expires_at = received_at + interval '1 second' WHERE document_id = ?",
                        received.value());
        koppel.clock().advance(Duration.ofSeconds(2));

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> yuki.withdraw(received));
    }

    @Test
    void whoDeletesWhileAnotherRetrievesFindsItDone() {
        DocumentId received = company.receive();

        Threads.Outcome<Boolean> deleted = Waiting.forQueue(
                yuki.connection(),
                () -> {
                    yuki.withdraw(received);
                    return true;
                },
                () -> yuki.acknowledge(received));

        assertThat(deleted.failure()).isNull();
        assertThat(retrievals(received)).isEqualTo(1);
        assertThat(events(received)).isEmpty();
    }
}
