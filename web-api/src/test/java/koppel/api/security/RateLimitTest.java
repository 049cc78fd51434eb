package koppel.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T09:00:00Z"));
    private final RateLimit limit = new RateLimit(3, now::get);

    @Test
    void soManyAreAllowedAndNoMoreUntilTheWindowEnds() {
        assertThat(limit.count("a")).isEqualTo(new RateLimit.Standing(true, 2, 60));
        now.set(now.get().plusSeconds(20));
        assertThat(limit.count("a")).isEqualTo(new RateLimit.Standing(true, 1, 40));
        assertThat(limit.count("a")).isEqualTo(new RateLimit.Standing(true, 0, 40));
        assertThat(limit.count("a")).isEqualTo(new RateLimit.Standing(false, 0, 40));
        now.set(now.get().plusSeconds(40));
        assertThat(limit.count("a")).isEqualTo(new RateLimit.Standing(true, 2, 60));
    }

    @Test
    void everySetOfKeysHasItsOwn() {
        for (int i = 0; i < 5; i++) {
            limit.count("a");
        }
        assertThat(limit.count("b").allowed()).isTrue();
    }

    @Test
    void zeroSwitchesItOff() {
        assertThat(new RateLimit(0, now::get).isOn()).isFalse();
    }
}
