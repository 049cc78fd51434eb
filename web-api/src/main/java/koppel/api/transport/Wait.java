package koppel.api.transport;

/**
 * What a request waits for of its client at the moment, if anything: for one thing at a time, since one thread does all of it. Another thread
 * may look at it meanwhile, and end it.
 */
final class Wait {

    private Pace pace;
    private Thread thread;
    private boolean ended;

    /** From now on this thread waits. */
    synchronized void begins(Pace of) {
        of.waits();
        pace = of;
        thread = Thread.currentThread();
    }

    /** So many bytes have moved since. Who ended the wait has no part in what the thread does from now on. */
    synchronized void ends(long bytes) {
        pace.moved(bytes);
        pace = null;
        if (ended) {
            ended = false;
            Thread.interrupted();
        }
    }

    /**
     * The connector's waiting fails when it is interrupted. A thread that is just reading or writing loses its connection by that, and nobody is
     * answered then.
     */
    synchronized void endIfTooSlow() {
        if (pace != null && pace.isOverdrawn()) {
            ended = true;
            thread.interrupt();
        }
    }
}
