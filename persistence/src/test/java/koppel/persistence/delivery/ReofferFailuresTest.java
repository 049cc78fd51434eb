package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.delivery.ReofferHistory;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.delivery.ReofferingChosen;
import koppel.delivery.Reoffers.ItemId;
import koppel.delivery.Statistics;
import koppel.document.DocumentId;
import koppel.persistence.Database;
import org.junit.jupiter.api.Test;

/** What becomes of a re-offer with a document that cannot be offered. */
class ReofferFailuresTest extends ReofferCase {

    private final ReofferingChosen chosen = koppel.use(ReofferingChosen.class);

    private void fail(ItemId item) {
        koppel.doing(() -> chosen.failed(item));
    }

    private void waitForTheNextAttempt() {
        koppel.clock().advance(ReofferingChosen.BETWEEN_ATTEMPTS);
    }

    private void completeFinished() {
        koppel.doing(() -> reoffers.completeFinished(koppel.clock().now()));
    }

    private List<Optional<String>> outcomes(ReofferRun run) {
        return koppel
                .in(() -> koppel.use(ReofferHistory.class)
                        .items(company.organisation().id(), run.id(), Optional.empty(), 10))
                .items()
                .stream()
                .map(ReofferHistory.Item::outcome)
                .toList();
    }

    @Test
    void aBadItemIsTriedThreeTimesAndThenItsReofferEndsAsFailedAndNamesIt() {
        List<DocumentId> received = company.receive(4);
        yuki.acknowledge(received.get(3));
        ReofferRun run = company.askReoffer(selection(false, received.toArray(DocumentId[]::new)));
        ItemId bad = company.openItems().get(1);
        List<ItemId> good =
                company.openItems().stream().filter(item -> !item.equals(bad)).toList();
        company.process(good);

        for (int attempt = 1; attempt <= ReofferingChosen.ATTEMPTS; attempt++) {
            assertThat(company.openItems()).containsExactly(bad);
            fail(bad);
            waitForTheNextAttempt();
        }

        assertThat(company.openItems()).isEmpty();
        completeFinished();
        assertThat(company.find(run.id())).satisfies(ended -> {
            assertThat(ended.state()).isEqualTo(ReofferRun.State.FAILED);
            assertThat(ended.total()).isEqualTo(4);
            assertThat(ended.done()).isEqualTo(4);
            assertThat(ended.offered()).isEqualTo(2);
            assertThat(ended.failed()).isEqualTo(1);
            assertThat(ended.skipped()).isEqualTo(Map.of(SkipReason.RETRIEVED, 1L));
            assertThat(ended.remaining()).isZero();
            assertThat(ended.endedOn()).isPresent();
        });
        assertThat(outcomes(run))
                .containsExactly(
                        Optional.of("offered"),
                        Optional.of("failed"),
                        Optional.of("offered"),
                        Optional.of("retrieved"));
        assertThat(koppel.in(() -> koppel.use(Statistics.class)
                        .concerns(company.organisation().id(), koppel.clock().now())))
                .anySatisfy(concern -> {
                    assertThat(concern.kind()).isEqualTo("failedRun");
                    assertThat(concern.count()).isEqualTo(1);
                });
    }

    @Test
    void aReofferThatWasStoppedMeanwhileCountsNoFailures() {
        ReofferRun run = company.askReoffer(selection(false, company.receive()));
        ItemId bad = company.openItems().get(0);
        for (int i = 1; i < ReofferingChosen.ATTEMPTS; i++) {
            fail(bad);
        }
        assertThat(koppel.in(() -> koppel.use(ReofferHistory.class)
                        .stop(
                                company.organisation().id(),
                                run.id(),
                                koppel.clock().now())))
                .isTrue();
        ReofferRun stopped = company.find(run.id());

        fail(bad);

        assertThat(company.find(run.id())).isEqualTo(stopped);
        assertThat(outcomes(run)).containsExactly(Optional.empty());
    }

    @Test
    void anItemWaitsBetweenItsAttemptsAndNoRunOfTheJobIsStartedOnlyForIt() {
        nothingIsLeftOfOtherTests();
        company.askReoffer(selection(false, company.receive()));
        ItemId bad = company.openItems().get(0);
        fail(bad);

        assertThat(company.openItems()).isEmpty();
        assertThat(koppel.in(chosen::anyOpen)).isFalse();
        koppel.clock().advance(ReofferingChosen.BETWEEN_ATTEMPTS.minus(Duration.ofSeconds(1)));
        assertThat(company.openItems()).isEmpty();
        koppel.clock().advance(Duration.ofSeconds(1));
        assertThat(company.openItems()).containsExactly(bad);
        assertThat(koppel.in(chosen::anyOpen)).isTrue();
    }

    @Test
    void anItemThatSucceedsAtItsSecondAttemptIsOfferedAndTheReofferCompleted() {
        DocumentId received = company.receive();
        ReofferRun run = company.askReoffer(selection(false, received));
        fail(company.openItems().get(0));
        assertThat(company.find(run.id()).done()).isZero();
        waitForTheNextAttempt();

        company.work();

        assertCompleted(company.find(run.id()), 1, Map.of());
        assertThat(yuki.listed()).containsExactly(received);
    }

    @Test
    void aFailureOfAnItemThatIsDoneChangesNothing() {
        ReofferRun run = company.askReoffer(selection(false, company.receive()));
        ItemId item = company.openItems().get(0);
        company.process(List.of(item));

        for (int i = 0; i < ReofferingChosen.ATTEMPTS; i++) {
            fail(item);
        }
        completeFinished();

        assertCompleted(company.find(run.id()), 1, Map.of());
    }

    private static void nothingIsLeftOfOtherTests() {
        Database.get()
                .execute("UPDATE reoffer_run SET state = 'stopped', ended_at = started_at WHERE state = 'running'");
    }
}
