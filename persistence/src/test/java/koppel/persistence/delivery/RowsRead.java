package koppel.persistence.delivery;

import java.util.Map;
import java.util.TreeMap;
import koppel.persistence.Installation;
import koppel.persistence.Sql;

/** What a deed looks at in the database. */
final class RowsRead {

    private RowsRead() {}

    /** How many rows of each table something reads by index, and by going through the whole table; the plan is the one for any values. */
    static Map<String, Long> by(Installation koppel, Runnable deed) {
        Sql sql = koppel.use(Sql.class);
        return koppel.in(() -> {
            sql.change("SET LOCAL plan_cache_mode = force_generic_plan");
            Map<String, Long> before = counters(sql);
            deed.run();
            Map<String, Long> read = new TreeMap<>(counters(sql));
            read.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
            read.values().removeIf(rows -> rows == 0);
            return read;
        });
    }

    private static Map<String, Long> counters(Sql sql) {
        Map<String, Long> counters = new TreeMap<>();
        sql.list("""
                        SELECT relname AS name, coalesce(idx_tup_fetch, 0) AS by_index, seq_tup_read AS by_table
                        FROM pg_stat_xact_user_tables
                        WHERE relname IN ('pending', 'document', 'delivery_queue', 'organisation')
                        UNION ALL
                        SELECT relname, 0, seq_tup_read FROM pg_stat_xact_user_tables
                        WHERE relname = 'party_id'
                        UNION ALL
                        SELECT 'entries of ' || relname, pg_stat_get_xact_tuples_returned(oid), 0 FROM pg_class
                        WHERE relname IN ('pending_one_open_offer', 'document_pkey', 'document_by_time', 'pending_leased', 'pending_listed')""", row -> {
            counters.put(row.text("name"), row.number("by_index"));
            counters.put("all of " + row.text("name"), row.number("by_table"));
            return row.text("name");
        });
        return counters;
    }
}
