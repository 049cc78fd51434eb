package koppel.persistence.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A small number of steps; the benchmarks take a million. */
class LedgerModelTest {

    private static final int THREADS = 6;
    private static final int STEPS = 3000;

    @Test
    void whateverIsDoneNothingIsLostDoubledOrMisdelivered() {
        long seed = Long.getLong("koppel.seed", System.nanoTime());
        System.out.println("koppel.seed=" + seed);
        LedgerModel model = new LedgerModel(seed);
        model.run(THREADS, STEPS);
        System.out.println(model.deeds());
        assertThat(model.deeds().keySet())
                .contains(
                        "RECEIVE",
                        "ACKNOWLEDGE",
                        "DOWNLOAD",
                        "REVOKE",
                        "RECONNECT",
                        "FOLLOW",
                        "RENEW",
                        "START_DATE",
                        "RELEASE",
                        "WITHDRAW",
                        "REOFFER_EVERYTHING",
                        "REOFFER_SELECTION",
                        "REOFFER_RETRIEVED",
                        "TIME",
                        "JOB");
        assertThat(model.deeds().get("offered by choice")).isPositive();
        assertThat(model.deeds().get("offered with everything")).isPositive();
    }
}
