package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.delivery.ReofferScope;
import koppel.delivery.Reoffers.Foreseen;
import koppel.persistence.Sql;

/** Foretells what a re-offer would do at once, by the words by which it is done. */
@Singleton
class ForeseenReoffers {

    private final Sql sql;
    private final PostgresExpiries expiries;

    @Inject
    ForeseenReoffers(Sql sql, PostgresExpiries expiries) {
        this.sql = sql;
        this.expiries = expiries;
    }

    Foreseen of(ReofferScope scope, Instant now) {
        return scope.isEverythingUnretrieved() ? byEpochs(scope, now) : byItems(scope, now);
    }

    /** What has expired may not have left its queue yet; asking takes it out of none. */
    private Foreseen byEpochs(ReofferScope scope, Instant now) {
        ScopedDocuments.Piece active = ScopedDocuments.activeQueues(scope);
        PostgresExpiries.Counted expired = expiries.count(active.text(), active.after(), now);
        return sql.first(
                        """
                        SELECT coalesce(sum(held.waiting), 0) AS waiting, coalesce(sum(kept.leased), 0) AS leased,
                               coalesce(sum(kept.parked), 0) AS parked
                        FROM delivery_queue q CROSS JOIN LATERAL (""" + Epochs.HELD + ") held CROSS JOIN LATERAL (" + Epochs.KEPT
                                + ") kept WHERE " + active.text(),
                        row -> {
                            long parked = row.number("parked");
                            Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
                            skipped.put(SkipReason.LEASED, row.number("leased") - parked);
                            skipped.put(SkipReason.NEEDS_ATTENTION, parked - expired.parked());
                            return new Foreseen(
                                    row.number("waiting") - row.number("leased") - (expired.all() - expired.parked()),
                                    skipped);
                        },
                        active.after(now))
                .orElseThrow();
    }

    private Foreseen byItems(ReofferScope scope, Instant now) {
        ScopedDocuments.Piece pairs = ScopedDocuments.chosenWithStanding(scope);
        Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
        List<Long> offered = sql.list(
                "SELECT outcome, count(*) AS number FROM (SELECT "
                        + ReofferRules.outcome(scope.includeRetrieved() ? "false" : "t.retrieved") + " AS outcome "
                        + pairs.text() + ") each_one GROUP BY outcome",
                row -> {
                    long number = row.number("number");
                    Optional<SkipReason> reason = SkipReason.ofWord(row.text("outcome"));
                    reason.ifPresent(why -> skipped.put(why, number));
                    return reason.isPresent() ? 0 : number;
                },
                pairs.after(now, now));
        ScopedDocuments.notHandled(scope)
                .map(others -> sql.number("SELECT count(*) " + others.text(), others.after()))
                .ifPresent(others -> skipped.merge(SkipReason.NOT_CONNECTED, others, Long::sum));
        return new Foreseen(offered.stream().mapToLong(Long::longValue).sum(), skipped);
    }
}
