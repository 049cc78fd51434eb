package koppel.api.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ContainerStartTest {

    /** Starts a module as a container does: what the module is told happens within, and more after it. */
    private static final class Container {

        private final CountDownLatch told = new CountDownLatch(1);
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile ContainerStart seen;

        void start() throws InterruptedException {
            seen = ContainerStart.of(Container.class.getName());
            told.countDown();
            done.await();
        }
    }

    @Test
    void aStartIsUnderWayUntilTheContainersThreadHasLeftIt() throws Exception {
        Container container = new Container();
        CountDownLatch left = new CountDownLatch(1);
        Thread starting = new Thread(() -> {
            try {
                container.start();
                left.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        starting.start();
        assertThat(container.told.await(10, TimeUnit.SECONDS)).isTrue();
        CountDownLatch ended = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                container.seen.awaitEnd();
                ended.countDown();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();

        assertThat(ended.await(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(container.seen.isUnderWay()).isTrue();
        container.done.countDown();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(starting.isAlive()).isTrue();

        left.countDown();
        starting.join();
        waiting.join();
    }

    @Test
    void whereNoContainerIsInTheCallersStackNothingIsWaitedFor() throws InterruptedException {
        ContainerStart none = ContainerStart.underWay();

        assertThat(none.isUnderWay()).isFalse();
        none.awaitEnd();
    }
}
