package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time of a test is less than the patience of those who wait first. */
@Timeout(15)
class PlacesTest {

    private final Places places = new Places(1);
    private final CountDownLatch taken = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        leave.countDown();
        threads.shutdownNow();
    }

    private String stay() {
        taken.countDown();
        try {
            leave.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "done";
    }

    @Test
    void whoComesWhenManyWaitIsSentAwaySoonAndThoseGoOnWaiting() throws Exception {
        List<Future<String>> done = new ArrayList<>();
        done.add(threads.submit(() -> places.take(this::stay)));
        taken.await();
        for (int i = 0; i < 4; i++) {
            done.add(threads.submit(() -> places.take(() -> "done")));
        }
        while (places.waiting() < 4) {
            Thread.onSpinWait();
        }

        assertThatExceptionOfType(RulesBusy.class).isThrownBy(() -> places.take(() -> "too late"));

        assertThat(places.waiting()).isEqualTo(4);
        leave.countDown();
        for (Future<String> each : done) {
            assertThat(each.get()).isEqualTo("done");
        }
        assertThat(places.take(() -> "again")).isEqualTo("again");
    }
}
