package koppel.persistence.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.persistence.Sql;

/**
 * How many documents a re-offer left out, by reason: what its items say, and what its own row counts, which is what no items say or those that
 * are forgotten said.
 */
@Singleton
class SkippedDocuments {

    private static final Map<SkipReason, String> COLUMNS = new EnumMap<>(Map.of(
            SkipReason.RETRIEVED, "retrieved",
            SkipReason.LEASED, "leased",
            SkipReason.NEEDS_ATTENTION, "needs_attention",
            SkipReason.DUPLICATE, "duplicate",
            SkipReason.BEFORE_START_DATE, "before_start_date",
            SkipReason.EXPIRED, "expired",
            SkipReason.NOT_CONNECTED, "not_connected"));

    private final Sql sql;

    @Inject
    SkippedDocuments(Sql sql) {
        this.sql = sql;
    }

    /** @param row of the run */
    Map<SkipReason, Long> of(UUID run, Sql.Row row) throws SQLException {
        Map<SkipReason, Long> skipped = items(run);
        for (Map.Entry<SkipReason, String> column : COLUMNS.entrySet()) {
            long count = row.number(column.getValue());
            if (count > 0) {
                skipped.merge(column.getKey(), count, Long::sum);
            }
        }
        return skipped;
    }

    private Map<SkipReason, Long> items(UUID run) {
        Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
        sql.list(
                """
                SELECT outcome, count(*) AS number FROM reoffer_item
                WHERE run_id = ? AND organisation_id = (SELECT organisation_id FROM reoffer_run WHERE run_id = ?)
                  AND outcome NOT IN ('offered', 'failed') GROUP BY outcome""",
                row -> {
                    long count = row.number("number");
                    SkipReason.ofWord(row.text("outcome")).ifPresent(reason -> skipped.put(reason, count));
                    return count;
                },
                run,
                run);
        return skipped;
    }
}
