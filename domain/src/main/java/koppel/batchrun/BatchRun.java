package koppel.batchrun;

import java.time.Instant;
import java.util.Optional;

/**
 * One run of a batch job.
 *
 * @param job name of the job
 * @param state {@code running}, {@code completed}, {@code failed} or {@code stopped}
 * @param done items that were done
 * @param failed items that were recorded as failed
 */
public record BatchRun(
        long id, String job, String state, Instant startedOn, Optional<Instant> endedOn, long done, long failed) {}
