package koppel.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.shared.Clock;
import koppel.shared.Page;
import koppel.user.Actor;

/** Keeps the entries, the newest first; one page has them all. */
public final class InMemoryInstallationAudit implements InstallationAudit {

    private final Clock clock;
    private final List<Entry> newestFirst = new ArrayList<>();

    public InMemoryInstallationAudit(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void record(Actor actor, Act act, Map<String, Object> details) {
        newestFirst.add(0, new Entry(clock.now(), actor.email(), actor.from(), act.word(), Map.copyOf(details)));
    }

    @Override
    public Page<Entry> list(Optional<String> after, int limit) {
        return new Page<>(newestFirst.stream().limit(limit).toList(), Optional.empty());
    }
}
