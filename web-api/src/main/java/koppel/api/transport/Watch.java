package koppel.api.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import koppel.api.start.ContainerStart;

/**
 * Ends what clients are waited for too long while the connector is still waiting: one reading can go on as long as a byte comes now and then,
 * and be done without a byte of the body.
 */
final class Watch {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private Thread thread;

    /** Of the requests under way, one for each. */
    void add(Wait wait) {
        waits.add(wait);
    }

    void remove(Wait wait) {
        waits.remove(wait);
    }

    void begin() {
        ContainerStart start = ContainerStart.underWay();
        thread = new Thread(() -> lookAfter(start), "watch over slow clients");
        thread.setDaemon(true);
        thread.start();
    }

    void end() {
        thread.interrupt();
    }

    private void lookAfter(ContainerStart start) {
        try {
            for (start.awaitEnd(); !Thread.currentThread().isInterrupted(); look()) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (InterruptedException undeployed) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        waits.forEach(Wait::endIfTooSlow);
    }
}
