package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import koppel.delivery.Offer;
import koppel.delivery.Reoffering;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import org.junit.jupiter.api.Test;

class StartDatesTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private final Installation koppel = Installation.get();
    private final Company company = Company.create();

    private LocalDate today() {
        return LocalDate.ofInstant(koppel.clock().now(), ZONE);
    }

    private void startOn(AccountingPackage accounting, LocalDate date) {
        handle(accounting, date, false);
    }

    private void handle(AccountingPackage accounting, LocalDate date, boolean sales) {
        StartDate.of(company, accounting, date, sales);
    }

    private long heldBack() {
        return Database.get()
                .number(
                        "SELECT count(*) FROM held_back WHERE organisation_id = ?",
                        company.organisation().id().number());
    }

    @Test
    void whatWasReceivedBeforeTheStartDateLeavesAndComesBackInItsOrderWhenTheDateIsMovedEarlier() {
        AccountingPackage accounting = company.connect("basecone");
        List<DocumentId> old = company.receive(3);
        koppel.clock().advance(Duration.ofDays(2));
        DocumentId recent = company.receive();

        startOn(accounting, today());
        assertThat(accounting.listed()).containsExactly(recent);
        assertThat(heldBack()).isEqualTo(3);

        startOn(accounting, today().minusDays(10));
        assertThat(accounting.listed()).containsExactly(recent, old.get(0), old.get(1), old.get(2));
        assertThat(heldBack()).isZero();
        assertThat(accounting.offers()).extracting(Offer::reoffered).containsExactly(false, true, true, true);
    }

    @Test
    void whatWasRetrievedIsNeverOfferedAgainByMovingTheDate() {
        AccountingPackage accounting = company.connect("basecone");
        DocumentId retrieved = company.receive();
        accounting.download(retrieved);
        DocumentId waiting = company.receive();
        koppel.clock().advance(Duration.ofDays(2));

        startOn(accounting, today());
        startOn(accounting, null);

        assertThat(accounting.listed()).containsExactly(waiting);
    }

    @Test
    void whatArrivesBeforeADateInTheFutureIsKeptAsideAndOfferedForTheFirstTimeWhenItComesBack() {
        AccountingPackage accounting = company.connect("basecone");
        startOn(accounting, today().plusDays(5));
        DocumentId early = company.receive();
        assertThat(accounting.listed()).isEmpty();

        startOn(accounting, today());
        assertThat(accounting.listed()).containsExactly(early);
        assertThat(accounting.offers().get(0).reoffered()).isFalse();
    }

    @Test
    void whatWaitsForAReofferOnRequestWaitsForItAlsoAfterTheDateWasMovedThereAndBack() {
        AccountingPackage accounting = company.connect("basecone");
        List<DocumentId> refused = company.receive(2);
        company.revoke(accounting.connection());
        AccountingPackage again = company.reconnect(accounting.connection(), false);
        DocumentId offered = company.receive();

        for (int i = 0; i < 2; i++) {
            startOn(again, today().plusDays(1));
            assertThat(heldBack()).isEqualTo(3);
            startOn(again, null);
            assertThat(heldBack()).isZero();

            assertThat(again.listed()).containsExactly(offered);
        }

        company.reoffer(everything(again));
        assertThat(again.listed()).containsExactly(refused.get(0), refused.get(1), offered);
        again.acknowledge(refused);
        assertThat(again.listed()).containsExactly(offered);
    }

    @Test
    void whatWasAsideWhenNothingWasToBeReofferedWaitsForItOnceItComesBack() {
        AccountingPackage accounting = company.connect("basecone");
        DocumentId before = company.receive();
        startOn(accounting, today().plusDays(1));
        DocumentId early = company.receive();
        company.revoke(accounting.connection());
        company.receive();
        AccountingPackage again = company.reconnect(accounting.connection(), false);
        startOn(again, null);
        assertThat(again.listed()).isEmpty();

        company.reoffer(everything(again));

        assertThat(again.listed()).hasSize(3).contains(before, early);
    }

    @Test
    void whatTheNextReconnectionReoffersIsOfferedWhenItComesBackAlthoughItWaitedOnRequestBefore() {
        AccountingPackage accounting = company.connect("basecone");
        DocumentId refused = company.receive();
        company.revoke(accounting.connection());
        AccountingPackage second = company.reconnect(accounting.connection(), false);
        startOn(second, today().plusDays(1));
        company.revoke(second.connection());
        AccountingPackage third = company.reconnect(second.connection());

        startOn(third, null);

        assertThat(third.listed()).containsExactly(refused);
    }

    private Reoffering.Request everything(AccountingPackage accounting) {
        return new Reoffering.Request(
                Optional.of(accounting.connection()),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    @Test
    void whatIsLeasedStaysUntilTheLeaseEndsAndThenLeaves() {
        AccountingPackage accounting = company.connectExplicit("basecone");
        DocumentId leased = company.receive();
        DocumentId other = company.receive();
        accounting.download(leased);
        koppel.clock().advance(Duration.ofMinutes(1));
        // both lie before the date, in whichever zone this runs
        startOn(accounting, today().plusDays(1));
        assertThat(heldBack()).isEqualTo(1);

        koppel.clock().advance(Duration.ofMinutes(20));
        assertThat(accounting.listed()).isEmpty();
        assertThat(heldBack()).isEqualTo(2);

        startOn(accounting, null);
        assertThat(accounting.listed()).containsExactlyInAnyOrder(leased, other);
    }

    @Test
    void aReconnectionAndAFollowingConnectionKeepTheDate() {
        AccountingPackage accounting = company.connect("basecone");
        DocumentId old = company.receive();
        koppel.clock().advance(Duration.ofDays(2));
        startOn(accounting, today());
        company.revoke(accounting.connection());
        DocumentId recent = company.receive();

        AccountingPackage reconnected = company.reconnect(accounting.connection());
        company.startDue();
        assertThat(reconnected.listed()).containsExactly(recent);

        company.revoke(accounting.connection());
        AccountingPackage next = company.connect("yuki");
        company.startDue();
        assertThat(next.listed()).containsExactly(recent);

        startOn(next, null);
        assertThat(next.listed()).containsExactly(recent, old);
    }

    @Test
    void salesInvoicesStopAndGoOnWithWhatWaited() {
        AccountingPackage accounting = company.connect("basecone");
        handle(accounting, null, false);
        assertThat(Database.get()
                        .number(
                                "SELECT count(*) FROM delivery_queue WHERE connection_id = ? AND open",
                                accounting.connection().value()))
                .isEqualTo(1);

        handle(accounting, null, true);
        assertThat(Database.get()
                        .number(
                                "SELECT count(*) FROM delivery_queue WHERE connection_id = ? AND open",
                                accounting.connection().value()))
                .isEqualTo(2);
        assertThat(Database.get()
                        .number(
                                "SELECT count(*) FROM delivery_queue WHERE organisation_id = ?",
                                company.organisation().id().number()))
                .isEqualTo(2);
    }
}
