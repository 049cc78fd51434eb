package koppel.shared;

/** Tells failures that pass by themselves, since what Koppel stores in cannot be reached, from defects. */
@FunctionalInterface
public interface Outages {

    /**
     * Whether the failure, or what caused it, is that the database is away, is being restarted, ended the connection or is full. Whether what was
     * asked for was done is not known then.
     *
     * @param failure not null
     */
    boolean isOne(Throwable failure);

    /**
     * Whether the failure, or what caused it, is that somebody else held for too long what was to be changed. Nothing was done then.
     *
     * @param failure not null
     */
    default boolean isHeldUp(Throwable failure) {
        return false;
    }
}
