package koppel.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AtOnceTest {

    @Test
    void soManyAndNoMoreUntilOneLeaves() {
        AtOnce atOnce = new AtOnce(2);
        AtOnce.Entry first = atOnce.enter("a").orElseThrow();
        assertThat(atOnce.enter("a")).isPresent();
        assertThat(atOnce.enter("a")).isEmpty();
        assertThat(atOnce.enter("b")).isPresent();
        first.close();
        assertThat(atOnce.enter("a")).isPresent();
        assertThat(atOnce.enter("a")).isEmpty();
    }

    @Test
    void whoLeavesTwiceHasLeftOnce() {
        AtOnce atOnce = new AtOnce(2);
        AtOnce.Entry first = atOnce.enter("a").orElseThrow();
        assertThat(atOnce.enter("a")).isPresent();
        first.close();
        first.close();
        assertThat(atOnce.underWay()).isEqualTo(1);
        assertThat(atOnce.enter("a")).isPresent();
        assertThat(atOnce.enter("a")).isEmpty();
    }

    @Test
    void afterAStormNobodyIsCountedAnyMoreAndNeverWereThereTooMany() throws Exception {
        AtOnce atOnce = new AtOnce(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger mostSeen = new AtomicInteger();
        AtomicInteger entered = new AtomicInteger();
        Callable<Void> caller = () -> {
            for (int i = 0; i < 20_000; i++) {
                Optional<AtOnce.Entry> entry = atOnce.enter("a");
                if (entry.isPresent()) {
                    mostSeen.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    entered.incrementAndGet();
                    Thread.yield();
                    inside.decrementAndGet();
                    entry.get().close();
                    entry.get().close();
                }
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Void>> storm = new ArrayList<>(threads.invokeAll(Collections.nCopies(8, caller)));
            for (Future<Void> one : storm) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(entered).hasPositiveValue();
        assertThat(mostSeen.get()).isBetween(1, 3);
        assertThat(atOnce.underWay()).isZero();
        assertThat(atOnce.enter("a")).isPresent();
    }
}
