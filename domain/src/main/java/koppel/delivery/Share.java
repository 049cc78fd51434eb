package koppel.delivery;

/**
 * A share of all delivery queues, when several threads work on them side by side: what belongs to one queue belongs to one share.
 *
 * @param number from 0
 * @param of how many shares there are
 */
public record Share(int number, int of) {

    /** All queues, for one thread. */
    public static final Share ALL = new Share(0, 1);

    public Share {
        if (number < 0 || number >= of) {
            throw new IllegalArgumentException("Share " + number + " of " + of);
        }
    }
}
