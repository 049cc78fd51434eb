package koppel.batch.reoffer;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A run that this node owns, as the threads that work on it, show its life and end it share it. */
final class OwnedRun {

    private final long id;
    private final AtomicBoolean progress = new AtomicBoolean();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile long execution = -1;
    private volatile boolean toStop;
    private volatile boolean onRecord;

    OwnedRun(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    void startedAs(long executionId) {
        execution = executionId;
    }

    /** Of the batch runtime; empty until that has taken the job. */
    OptionalLong execution() {
        return execution < 0 ? OptionalLong.empty() : OptionalLong.of(execution);
    }

    void gotSomethingDone() {
        progress.set(true);
    }

    boolean hasProgress() {
        return progress.get();
    }

    /** Its steps read nothing more. */
    void stop() {
        toStop = true;
    }

    boolean isToStop() {
        return toStop;
    }

    void onRecord() {
        onRecord = true;
    }

    boolean isOnRecord() {
        return onRecord;
    }

    void ended() {
        end.countDown();
    }

    /** @return whether it has ended by then */
    boolean awaitEnd(Duration most) throws InterruptedException {
        return end.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }
}
