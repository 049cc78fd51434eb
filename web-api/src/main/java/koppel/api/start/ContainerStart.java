package koppel.api.start;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The start of a web module by its container, from within. Its very last act is to close the jars that the module's classes are loaded from
 * (they are opened again when needed), and no event tells that it is done. A thread that loads a class at that moment gets "zip file
 * closed"; if that class was to be initialized for it, it is lost to the process for ever. So threads that begin something wait until the
 * container's thread has left the method that starts the module.
 */
public final class ContainerStart {

    private static final String CONTAINER = "org.apache.catalina.core.StandardContext";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Thread thread;
    private final String container;

    private ContainerStart(Thread thread, String container) {
        this.thread = thread;
        this.container = container;
    }

    /** The one that the present thread is at. */
    public static ContainerStart underWay() {
        return of(CONTAINER);
    }

    static ContainerStart of(String container) {
        return new ContainerStart(Thread.currentThread(), container);
    }

    /** Waits until it is over, but not for ever. */
    public void awaitEnd() throws InterruptedException {
        for (Instant end = Instant.now().plus(LONGEST);
                isUnderWay() && Instant.now().isBefore(end); ) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    boolean isUnderWay() {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(container)
                        && frame.getMethodName().equals("start"));
    }
}
