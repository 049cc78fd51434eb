package koppel.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import koppel.shared.SetClock;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

    private final SetClock clock = new SetClock();
    private final InMemoryAttemptCounts counts = new InMemoryAttemptCounts();
    private final FailedAttempts attempts = node();

    private FailedAttempts node() {
        return new FailedAttempts(new AttemptsOfAllNodes(counts), clock);
    }

    private void fail(int times, String what, String address) {
        for (int i = 0; i < times; i++) {
            attempts.failed(what, address);
        }
    }

    @Test
    void tenInAMinuteAreAllowedAndTheEleventhWaits() {
        fail(9, "key", "192.0.2.1");
        assertThat(attempts.failed("key", "192.0.2.1")).isEmpty();
        assertThat(attempts.failed("key", "192.0.2.1")).contains(Duration.ofMinutes(1));
        assertThat(attempts.waiting("key", "192.0.2.1")).isPresent();
    }

    @Test
    void anotherKeyAndAnotherAddressDoNotWait() {
        fail(20, "key", "192.0.2.1");
        assertThat(attempts.failed("other", "192.0.2.1")).isEmpty();
        assertThat(attempts.failed("key", "192.0.2.2")).isEmpty();
        assertThat(attempts.waiting("key", "192.0.2.2")).isEmpty();
    }

    @Test
    void allAddressesOfAnIpv6NetworkAreOne() {
        fail(10, "key", "2001:db8:1:2::1");
        assertThat(attempts.failed("key", "2001:db8:1:2:aaaa:bbbb:cccc:dddd")).isPresent();
        assertThat(attempts.failed("key", "2001:db8:1:3::1")).isEmpty();
    }

    @Test
    void theLimitHoldsOverAllNodes() {
        FailedAttempts other = node();
        fail(6, "key", "192.0.2.1");
        for (int i = 0; i < 4; i++) {
            assertThat(other.failed("key", "192.0.2.1")).isEmpty();
        }
        assertThat(other.waiting("key", "192.0.2.1")).isPresent();
        assertThat(attempts.waiting("key", "192.0.2.1")).isPresent();
        assertThat(attempts.failed("key", "192.0.2.1")).contains(Duration.ofMinutes(1));
        assertThat(node().waiting("key", "192.0.2.1")).isPresent();
        assertThat(node().waiting("key", "192.0.2.2")).isEmpty();
    }

    @Test
    void afterTheMinuteNobodyWaitsOnAnyNode() {
        FailedAttempts other = node();
        fail(11, "key", "192.0.2.1");
        assertThat(other.failed("key", "192.0.2.1")).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(attempts.waiting("key", "192.0.2.1")).isEmpty();
        assertThat(other.waiting("key", "192.0.2.1")).isEmpty();
        assertThat(other.failed("key", "192.0.2.1")).isEmpty();
    }

    @Test
    void whoIsOverTheLimitCostsNoWrites() {
        fail(1_000, "key", "192.0.2.1");
        assertThat(counts.writes()).isEqualTo(10);
        FailedAttempts other = node();
        for (int i = 0; i < 1_000; i++) {
            other.failed("key", "192.0.2.1");
        }
        assertThat(counts.writes()).isEqualTo(11);
    }

    @Test
    void aFloodOfDifferentThingsIsToldUpToABoundAndCountedBeyondIt() {
        for (int i = 0; i < 20_000; i++) {
            attempts.failed("key" + i, "192.0.2.3");
        }
        assertThat(counts.writes()).isEqualTo(3_000);
        fail(10, "key", "192.0.2.1");
        assertThat(attempts.failed("key", "192.0.2.1")).isPresent();
        clock.advance(Duration.ofMinutes(1));
        fail(1, "key", "192.0.2.1");
        assertThat(counts.writes()).isEqualTo(3_001);
    }

    @Test
    void whatIsForgottenIsForgottenForAll() {
        fail(60_000, "key", "192.0.2.1");
        for (int i = 0; i < 60_000; i++) {
            attempts.failed("key" + i, "192.0.2.3");
        }
        assertThat(attempts.failed("fresh", "192.0.2.1")).isEmpty();
    }
}
