package koppel.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import koppel.connection.AttemptCounts;
import koppel.connection.FailedAttempts;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import org.junit.jupiter.api.Test;

/** Several nodes on one database count what failed together. */
class FailedAttemptsTest {

    private static final String ADDRESS = "192.0.2.1";

    private final Installation one = Installation.get();
    private final Installation other = Installation.on(Database.get());
    private final String what = "key " + UUID.randomUUID();

    private static boolean failed(Installation node, String what, String address) {
        return node.in(() -> node.use(FailedAttempts.class).failed(what, address))
                .isPresent();
    }

    private static boolean waits(Installation node, String what, String address) {
        return node.in(() -> node.use(FailedAttempts.class).waiting(what, address))
                .isPresent();
    }

    @Test
    void whoWasRefusedTenTimesHereAndThereWaitsEverywhere() {
        for (int i = 0; i < 5; i++) {
            assertThat(failed(one, what, ADDRESS)).isFalse();
            assertThat(failed(other, what, ADDRESS)).isFalse();
        }
        assertThat(failed(one, what, ADDRESS)).isTrue();
        assertThat(waits(other, what, ADDRESS)).isTrue();
        assertThat(waits(Installation.on(Database.get()), what, ADDRESS)).isTrue();
        assertThat(waits(other, what, "192.0.2.2")).isFalse();
        assertThat(failed(other, what, "192.0.2.2")).isFalse();
    }

    @Test
    void noneOfManyAtOnceIsForgotten() {
        AttemptCounts counts = one.use(AttemptCounts.class);
        Instant now = one.clock().now();
        Threads.atOnce(16, number -> {
                    for (int i = 0; i < 10; i++) {
                        one.in(() -> counts.add(what, now, now.plusSeconds(60)));
                    }
                    return number;
                })
                .forEach(outcome -> assertThat(outcome.failure()).isNull());
        assertThat(one.in(() -> counts.current(what, now)).orElseThrow().failures())
                .isEqualTo(160);
    }

    @Test
    void whatIsOverIsTakenAwayAndWhatWasTriedIsNotKept() {
        failed(one, "sign-in of anna@example.com " + what, ADDRESS);
        one.clock().advance(Duration.ofMinutes(2));
        assertThat(waits(one, what, ADDRESS)).isFalse();
        for (int i = 0; i < 200; i++) {
            failed(one, what + i, ADDRESS);
        }
        assertThat(Database.get()
                        .number(
                                "SELECT count(*) FROM failed_attempt WHERE ends_at <= ?::timestamptz",
                                one.clock().now().toString()))
                .isZero();
        assertThat(Database.get().texts("SELECT encode(tried, 'escape') FROM failed_attempt"))
                .noneMatch(kept -> kept.contains("anna") || kept.contains(ADDRESS));
    }
}
