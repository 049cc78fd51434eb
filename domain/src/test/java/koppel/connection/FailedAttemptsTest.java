package koppel.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import koppel.shared.SetClock;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

    private final SetClock clock = new SetClock();
    private final FailedAttempts attempts = new FailedAttempts(clock);

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
    void whatIsForgottenIsForgottenForAll() {
        fail(60_000, "key", "192.0.2.1");
        for (int i = 0; i < 60_000; i++) {
            attempts.failed("key" + i, "192.0.2.3");
        }
        assertThat(attempts.failed("fresh", "192.0.2.1")).isEmpty();
    }
}
