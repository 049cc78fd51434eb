package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import koppel.delivery.Statistics;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Installation;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

/** Every offer counts once, on the day on which it was made. */
class StatisticsTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private final Installation koppel = Installation.get();
    private final Company company = Company.create();
    private final AccountingPackage basecone = company.connect("basecone");
    private final LocalDate first = today();

    private LocalDate today() {
        return LocalDate.ofInstant(koppel.clock().now(), ZONE);
    }

    private void startOn(LocalDate date) {
        StartDate.of(company, basecone, date, false);
    }

    private long offered() {
        return offered(first, today());
    }

    private long offered(LocalDate from, LocalDate to) {
        return koppel
                .in(() -> koppel.use(Statistics.class)
                        .perDay(company.organisation().id(), Direction.PURCHASE, from, to, ZONE))
                .stream()
                .mapToLong(Statistics.Day::offered)
                .sum();
    }

    @Test
    void whatIsHeldBackOnArrivalIsOfferedOnceWhenItComesBack() {
        startOn(today().plusDays(5));
        DocumentId early = company.receive();
        assertThat(offered()).as("held back").isZero();
        koppel.clock().advance(Duration.ofDays(1));

        startOn(null);

        assertThat(basecone.listed()).containsExactly(early);
        assertThat(offered()).isEqualTo(1);
        assertThat(offered(first, first)).as("on the day of its arrival").isZero();
    }

    @Test
    void whatWasOfferedBeforeItWasHeldBackCountsForItsArrivalAndForItsReturn() {
        company.receive();
        koppel.clock().advance(Duration.ofDays(2));
        startOn(today());
        assertThat(offered()).isEqualTo(1);

        startOn(null);

        assertThat(offered()).isEqualTo(2);
        assertThat(offered(first, first)).isEqualTo(1);
    }

    @Test
    void whatComesBackTwiceCountsForEachReturnAndNotForItsArrival() {
        startOn(today().plusDays(5));
        company.receive();
        startOn(null);
        koppel.clock().advance(Duration.ofMinutes(1));
        startOn(today().plusDays(5));
        assertThat(offered()).isEqualTo(1);

        startOn(null);

        assertThat(offered()).isEqualTo(2);
    }

    @Test
    void whatComesBackWhileTheQueueIsClosedIsOfferedByTheEpoch() {
        company.receive();
        koppel.clock().advance(Duration.ofDays(2));
        startOn(today());
        company.revoke(basecone.connection());
        company.receive();
        AccountingPackage reconnected = company.reconnect(basecone.connection());
        StartDate.of(company, reconnected, null, false);
        assertThat(offered()).as("before the epoch").isEqualTo(1);

        company.startDue();

        assertThat(reconnected.listed()).hasSize(2);
        assertThat(offered()).isEqualTo(3);
    }
}
