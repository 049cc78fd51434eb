package koppel.batch.reoffer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import koppel.audit.InstallationAudit;
import koppel.batchrun.BatchRun;
import koppel.batchrun.BatchRunHistory;
import koppel.batchrun.BatchRuns;
import koppel.batchrun.OperatingJobs;
import koppel.batchrun.OwningJobs;
import koppel.delivery.DueQueues;
import koppel.delivery.QueueId;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferScope;
import koppel.delivery.ReofferingChosen;
import koppel.delivery.Reoffers;
import koppel.delivery.Share;
import koppel.delivery.StartingEpochs;
import koppel.shared.Clock;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.user.Actor;
import koppel.user.UserId;

/** What the job works on, in memory: due queues, items of re-offers, runs. */
final class FakeTables implements DueQueues, Reoffers, BatchRuns, BatchRunHistory {

    private static final Comparator<QueueId> BY_ID = Comparator.comparing(
                    (QueueId queue) -> queue.organisation().number())
            .thenComparing(QueueId::number);
    private static final Comparator<ItemId> IN_ORDER = Comparator.comparing(ItemId::organisation)
            .thenComparing(ItemId::run)
            .thenComparing(ItemId::number);

    final TreeSet<QueueId> due = new TreeSet<>(BY_ID);
    final TreeSet<ItemId> open = new TreeSet<>(IN_ORDER);
    final Map<QueueId, Integer> failures = new HashMap<>();
    final Map<QueueId, Instant> paused = new HashMap<>();
    final Set<Object> bad = new HashSet<>();
    final List<String> asked = new ArrayList<>();
    final Set<ItemId> retrieved = new HashSet<>();
    final List<ItemId> failed = new ArrayList<>();
    final List<QueueId> reoffersToEnd = new ArrayList<>();
    Runnable starting = () -> {};
    boolean endlessReoffers;
    boolean unwritable;
    final List<ItemResult> results = new ArrayList<>();
    final Map<Long, String> states = new HashMap<>();
    final Map<Long, Long> executions = new HashMap<>();
    int done;
    int completions;
    int forgotten;
    boolean down;

    private long lastRun;

    private final Clock clock = () -> Instant.EPOCH;
    final StartingEpochs startingEpochs = new StartingEpochs(this, clock);
    final ReofferingChosen reofferingChosen = new ReofferingChosen(this, clock);
    final OwningJobs owningJobs = new OwningJobs(this, clock);
    final OperatingJobs operatingJobs = new OperatingJobs(this, this, new NoAudit(), clock);

    static QueueId queue(int number) {
        return new QueueId(new OrganisationId(number), number);
    }

    static ItemId item(int number) {
        return new ItemId(1, new UUID(0, 1), number);
    }

    private void refuse(Object bad) {
        if (down || this.bad.contains(bad)) {
            throw new IllegalStateException("it holds a secret: s3cret");
        }
    }

    @Override
    public List<QueueId> due(Optional<QueueId> after, int limit, Share share, Instant now) {
        asked.add(after.map(queue -> Integer.toString(queue.number())).orElse("start"));
        return due.stream()
                .filter(queue -> isTried(queue, now))
                .filter(queue -> queue.number() % share.of() == share.number())
                .filter(queue -> after.isEmpty() || BY_ID.compare(queue, after.get()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public boolean anyDue(Instant now) {
        return due.stream().anyMatch(queue -> isTried(queue, now));
    }

    private boolean isTried(QueueId queue, Instant now) {
        return !paused.getOrDefault(queue, now).isAfter(now);
    }

    @Override
    public void endReoffers(QueueId queue, int attempts) {
        reoffersToEnd.add(queue);
        if (endlessReoffers) {
            throw new IllegalStateException("the re-offers over it cannot be ended");
        }
    }

    @Override
    public void failed(QueueId queue, IntFunction<Duration> pause, Instant now) {
        if (unwritable) {
            throw new IllegalStateException("its row cannot be written");
        }
        paused.put(queue, now.plus(pause.apply(failures.merge(queue, 1, Integer::sum))));
    }

    @Override
    public void waitNoLonger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Started> start(List<QueueId> queues, Instant now) {
        starting.run();
        queues.forEach(this::refuse);
        return queues.stream()
                .filter(due::remove)
                .map(queue -> new Started(queue, 2, 10))
                .toList();
    }

    @Override
    public List<ItemId> open(Optional<ItemId> after, int limit, Share share, Instant now) {
        asked.add(after.map(item -> Integer.toString(item.number())).orElse("start"));
        return open.stream()
                // all of these lie in one queue
                .filter(item -> share.number() == 0)
                .filter(item -> after.isEmpty() || IN_ORDER.compare(item, after.get()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public boolean anyOpen(Instant now) {
        return !open.isEmpty();
    }

    @Override
    public Processed process(List<ItemId> items, Instant now) {
        items.forEach(this::refuse);
        List<ItemId> done = items.stream().filter(open::remove).toList();
        return new Processed(done.size(), (int)
                done.stream().filter(item -> !retrieved.contains(item)).count());
    }

    @Override
    public void failed(ItemId item, int attempts, Instant next) {
        if (unwritable) {
            throw new IllegalStateException("its row cannot be written");
        }
        failed.add(item);
    }

    @Override
    public int completeFinished(Instant now) {
        return ++completions;
    }

    @Override
    public Optional<Long> begin(String job, String node, Instant now) {
        if (states.containsValue("running")) {
            return Optional.empty();
        }
        states.put(++lastRun, "running");
        return Optional.of(lastRun);
    }

    @Override
    public int reap(Instant silentSince, Instant now) {
        return 0;
    }

    @Override
    public void linkExecution(long run, long executionId) {
        executions.put(run, executionId);
    }

    @Override
    public boolean heartbeat(long run, Instant now) {
        return "running".equals(states.get(run));
    }

    @Override
    public boolean addDone(long run, int items, Instant now) {
        refuse("results");
        if (!heartbeat(run, now)) {
            return false;
        }
        done += items;
        return true;
    }

    @Override
    public boolean addResults(long run, List<ItemResult> more, Instant now) {
        refuse("results");
        return heartbeat(run, now) && results.addAll(more);
    }

    @Override
    public void end(long run, String state, Instant now) {
        refuse("ends");
        states.replace(run, "running", state);
    }

    @Override
    public Page<Item> items(long run, Optional<String> after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean stop(long run, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int forget(Instant endedBefore) {
        refuse("old runs");
        return ++forgotten;
    }

    @Override
    public Page<BatchRun> list(Optional<String> after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<BatchRun> byId(long id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Foreseen foresee(ReofferScope scope, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean knowsAllDocuments(ReofferScope scope) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ReofferRun start(UUID id, ReofferScope scope, UserId by, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ReofferRun> ofMember(UUID id, UserId member) {
        throw new UnsupportedOperationException();
    }

    /** Of what the job does by itself, the installation's audit has nothing. */
    private static final class NoAudit implements InstallationAudit {

        @Override
        public void record(Actor actor, Act act, Map<String, Object> details) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page<Entry> list(Optional<String> after, int limit) {
            throw new UnsupportedOperationException();
        }
    }
}
