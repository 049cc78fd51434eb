package koppel.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.user.UserId;

/** Port: re-offers that people asked for, their items and progress. */
public interface Reoffers {

    /** An item of a run: one document for one queue. The order of runs and numbers is the order of the work. */
    record ItemId(int organisation, UUID run, int number) {}

    /** How many items were done, and how many of them got an offer; the others have a reason. */
    record Processed(int done, int offered) {

        public static final Processed NOTHING = new Processed(0, 0);
    }

    /**
     * What a run would do that is done at once, in documents counted for each consumer.
     *
     * @param skipped how many would be left out, for each reason that there is
     */
    record Foreseen(long offered, Map<SkipReason, Long> skipped) {

        public Foreseen {
            skipped = skipped.entrySet().stream()
                    .filter(reason -> reason.getValue() > 0)
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        /** How many documents it would be about. */
        public long total() {
            return offered
                    + skipped.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** What a run over this scope would do; changes nothing. */
    Foreseen foresee(ReofferScope scope, Instant now);

    /** Whether all the documents that the scope names belong to its organisation. */
    boolean knowsAllDocuments(ReofferScope scope);

    /**
     * Puts a run on record with its items; one over everything unretrieved makes the queues due instead of having items. A run about
     * nothing is completed at once.
     */
    ReofferRun start(UUID id, ReofferScope scope, UserId by, Instant now);

    /** The run if the person is a member of its organisation. */
    Optional<ReofferRun> ofMember(UUID id, UserId member);

    /** Items of running runs without an outcome that are not to wait for their next attempt, those of a share of the queues, in their order. */
    List<ItemId> open(Optional<ItemId> after, int limit, Share share, Instant now);

    /** Whether there is any such item. */
    boolean anyOpen(Instant now);

    /**
     * Does items: locks their queues, offers the document at a new position or notes why not. Items with an outcome are left as they
     * are, so that doing it twice does nothing.
     *
     * @return what this call did
     */
    Processed process(List<ItemId> items, Instant now);

    /**
     * Counts an attempt that failed at an item without an outcome. The last of them is the item's outcome; before that it waits for the next.
     *
     * @param attempts how many there are
     * @param next not to be tried before then
     */
    void failed(ItemId item, int attempts, Instant next);

    /** Ends the running runs that have nothing left to do: as failed where an item failed, else as completed. */
    int completeFinished(Instant now);
}
