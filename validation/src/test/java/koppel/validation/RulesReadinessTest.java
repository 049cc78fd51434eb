package koppel.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import koppel.document.Finding;
import koppel.document.Verdict;
import koppel.shared.ApplicationStarted;
import org.junit.jupiter.api.Test;

class RulesReadinessTest {

    /** Three rounds of an invoice and a credit note. */
    private static final int WARM_UP = 6;

    private static final Verdict FINE = new Verdict("rules for tests", List.of());
    private static final Verdict REFUSED = new Verdict(
            "rules for tests", List.of(new Finding("BR-01", Finding.Severity.ERROR, "/Invoice", "Nothing is right.")));

    private final AtomicInteger judged = new AtomicInteger();

    /** Warms up with rules that refuse the first documents. */
    private RulesReadiness warmUp(int refusals) {
        RulesReadiness readiness = new RulesReadiness(
                (kind, content, day) -> judged.incrementAndGet() <= refusals ? REFUSED : FINE, Duration.ofMillis(1));
        assertThat(readiness.isWarm()).isFalse();
        readiness.warmUp(new ApplicationStarted());
        return readiness;
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(20);
        while (!wanted.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(1);
        }
    }

    @Test
    void theRulesAreReadyOnceTheyHaveBeenApplied() throws InterruptedException {
        await(warmUp(0)::isWarm);

        assertThat(judged.get()).isEqualTo(WARM_UP);
    }

    @Test
    void rulesThatFailAtFirstAreTriedAgain() throws InterruptedException {
        await(warmUp(3)::isWarm);

        assertThat(judged.get()).isEqualTo(3 + WARM_UP);
    }

    @Test
    void rulesThatGoOnFailingAreNeverReady() throws InterruptedException {
        RulesReadiness readiness = warmUp(Integer.MAX_VALUE);

        await(() -> judged.get() == 60);
        assertThat(readiness.isWarm()).isFalse();
    }
}
