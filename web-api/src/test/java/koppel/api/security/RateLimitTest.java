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
    void whoComesBackWhenToldFindsANewWindow() {
        limit.count("a");
        now.set(now.get().plusMillis(20_500));
        assertThat(limit.count("a").secondsLeft()).isEqualTo(40);
        now.set(now.get().plusSeconds(40));
        assertThat(limit.count("a")).isEqualTo(new RateLimit.Standing(true, 2, 60));
    }

    @Test
    void endedWindowsDoNotStayInMemory() {
        for (int i = 0; i < 12_000; i++) {
            limit.count("key " + i);
        }
        now.set(now.get().plusSeconds(60));
        limit.count("another");
        assertThat(limit.windows()).isEqualTo(1);
    }

    @Test
    void windowsThatRunAreKeptHoweverManyThereAre() {
        for (int i = 0; i < 12_000; i++) {
            limit.count("key " + i);
        }
        now.set(now.get().plusSeconds(30));
        assertThat(limit.count("key 0").remaining()).isEqualTo(1);
        assertThat(limit.windows()).isEqualTo(12_000);
    }

    @Test
    void zeroSwitchesItOff() {
        assertThat(new RateLimit(0, now::get).isOn()).isFalse();
    }
}
