package koppel.batch.reoffer;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A run that this node owns, as the threads that work on it, show its life and end it share it. */
final class OwnedRun {

    private final long id;
    private final AtomicBoolean progress = new AtomicBoolean();
    private final AtomicLong asked = new AtomicLong();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile long execution = -1;
    private volatile long askedWhileOwned;
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

    /** Somebody asks for an attempt while this run lasts. */
    void ask() {
        asked.incrementAndGet();
    }

    long asked() {
        return asked.get();
    }

    /** @param before so many had asked when this node began to ask whether it still owns the run, and it did */
    void wasOwnedAfter(long before) {
        askedWhileOwned = before;
    }

    /** Whether somebody asked since this node last knew that it owns the run. */
    boolean wasAskedSinceOwned() {
        return asked.get() > askedWhileOwned;
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
