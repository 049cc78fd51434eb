package koppel.batchrun;

/**
 * Whoever works on the run owns the job no longer: the run was stopped, or taken for dead. Nothing failed; what was being done is rolled
 * back, and the next owner finds it.
 */
public final class RunEnded extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RunEnded(long run) {
        super("run " + run + " has ended");
    }
}
