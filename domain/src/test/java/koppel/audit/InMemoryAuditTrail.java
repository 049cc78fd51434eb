package koppel.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.shared.Clock;
import koppel.shared.OrganisationId;
import koppel.shared.Page;

/** Keeps the entries in the order in which they came; a page's cursor is the number of entries before it. */
public final class InMemoryAuditTrail implements AuditTrail {

    private record Kept(OrganisationId organisation, Entry entry) {}

    private final Clock clock;
    private final List<Kept> kept = new ArrayList<>();

    public InMemoryAuditTrail(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void record(
            OrganisationId organisation,
            String actor,
            String from,
            Act act,
            Optional<UUID> connection,
            Map<String, Object> details) {
        Instant now = clock.now();
        kept.add(new Kept(organisation, new Entry(now, actor, from, act.word(), connection, Map.copyOf(details))));
    }

    @Override
    public Page<Entry> list(OrganisationId organisation, Optional<String> after, int limit) {
        List<Entry> newestFirst = new ArrayList<>();
        kept.stream()
                .filter(one -> one.organisation().equals(organisation))
                .forEach(one -> newestFirst.add(0, one.entry()));
        int from = after.map(Integer::valueOf).orElse(0);
        int to = Math.min(newestFirst.size(), from + limit);
        return new Page<>(
                newestFirst.subList(from, to),
                to < newestFirst.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    /** All entries of all organisations, oldest first. */
    public List<Entry> entries() {
        return kept.stream().map(Kept::entry).toList();
    }

    /** The newest entry. */
    public Entry last() {
        return kept.get(kept.size() - 1).entry();
    }
}
