package koppel.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import koppel.document.DocumentId;
import koppel.organisation.InMemoryOrganisations;
import koppel.shared.OrganisationId;
import koppel.user.UserId;

/** Runs whose items are the documents named, each for one consumer; all of them can be offered. */
final class InMemoryReoffers implements Reoffers {

    private final InMemoryOrganisations organisations;
    private final Map<DocumentId, OrganisationId> documents = new LinkedHashMap<>();
    private final Map<UUID, ReofferRun> runs = new LinkedHashMap<>();
    private final Map<UUID, ReofferScope> scopes = new LinkedHashMap<>();
    private final Set<ItemId> done = new HashSet<>();

    InMemoryReoffers(InMemoryOrganisations organisations) {
        this.organisations = organisations;
    }

    void know(DocumentId document, OrganisationId organisation) {
        documents.put(document, organisation);
    }

    @Override
    public Foreseen foresee(ReofferScope scope, Instant now) {
        long offered = scope.documents().isEmpty()
                ? documents.values().stream()
                        .filter(scope.organisation()::equals)
                        .count()
                : scope.documents().size();
        return new Foreseen(offered, Map.of());
    }

    @Override
    public boolean knowsAllDocuments(ReofferScope scope) {
        return scope.documents().stream().allMatch(one -> scope.organisation().equals(documents.get(one)));
    }

    @Override
    public ReofferRun start(UUID id, ReofferScope scope, UserId by, Instant now) {
        ReofferRun run = new ReofferRun(
                id, ReofferRun.State.RUNNING, foresee(scope, now).total(), 0, 0, 0, Map.of(), now, Optional.empty());
        runs.put(id, run);
        scopes.put(id, scope);
        return run;
    }

    @Override
    public Optional<ReofferRun> ofMember(UUID id, UserId member) {
        return Optional.ofNullable(runs.get(id)).filter(run -> organisations
                .roleOf(member, scopes.get(id).organisation())
                .isPresent());
    }

    @Override
    public List<ItemId> open(Optional<ItemId> after, int limit, Share share, Instant now) {
        List<ItemId> items = new ArrayList<>();
        scopes.forEach((run, scope) -> {
            for (int number = 1; number <= scope.documents().size(); number++) {
                items.add(new ItemId(scope.organisation().number(), run, number));
            }
        });
        return items.subList(after.map(items::indexOf).orElse(-1) + 1, items.size()).stream()
                .filter(item -> !done.contains(item))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean anyOpen(Instant now) {
        return !open(Optional.empty(), 1, Share.ALL, now).isEmpty();
    }

    @Override
    public Processed process(List<ItemId> items, Instant now) {
        int processed = (int) items.stream().filter(done::add).count();
        return new Processed(processed, processed);
    }

    @Override
    public void failed(ItemId item, int attempts, Instant next) {
        throw new UnsupportedOperationException("all of them can be offered");
    }

    @Override
    public int completeFinished(Instant now) {
        int completed = 0;
        for (ReofferRun run : List.copyOf(runs.values())) {
            if (run.state() == ReofferRun.State.RUNNING
                    && done.stream().filter(item -> item.run().equals(run.id())).count() == run.total()) {
                runs.put(
                        run.id(),
                        new ReofferRun(
                                run.id(),
                                ReofferRun.State.COMPLETED,
                                run.total(),
                                run.total(),
                                run.total(),
                                0,
                                Map.of(),
                                run.startedOn(),
                                Optional.of(now)));
                completed++;
            }
        }
        return completed;
    }

    ReofferScope scopeOf(ReofferRun run) {
        return scopes.get(run.id());
    }

    int runs() {
        return runs.size();
    }
}
