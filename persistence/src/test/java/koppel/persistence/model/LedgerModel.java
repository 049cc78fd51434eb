package koppel.persistence.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import koppel.delivery.QueueId;
import koppel.delivery.Reoffers;
import koppel.delivery.Reoffers.ItemId;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.NotFound;
import koppel.shared.WrongState;

/**
 * Two companies with two consumers each. Several threads do whatever people, packages and the job may do, each step chosen by a seeded
 * random; what a rule refuses counts as a step too. When all have ended, {@link Invariants} counts.
 */
public final class LedgerModel {

    /** How many of a hundred steps are of a kind; the rest polls. */
    private enum Deed {
        RECEIVE(18),
        ACKNOWLEDGE(12),
        DOWNLOAD(14),
        RELEASE(3),
        WITHDRAW(1),
        REVOKE(4),
        RECONNECT(7),
        FOLLOW(2),
        RENEW(3),
        REOFFER_EVERYTHING(2),
        REOFFER_SELECTION(4),
        REOFFER_RETRIEVED(2),
        START_DATE(3),
        TIME(2),
        JOB(9);

        private final int share;

        Deed(int share) {
            this.share = share;
        }
    }

    private final Installation koppel = Installation.get();
    private final Database database = Database.get();
    private final long seed;
    private final List<Consumer> consumers = new ArrayList<>();
    private final Map<String, AtomicInteger> deeds = new ConcurrentSkipListMap<>();

    public LedgerModel(long seed) {
        this.seed = seed;
        for (int i = 0; i < 2; i++) {
            Company company = Company.create();
            consumers.add(new Consumer(company, "yuki", false));
            consumers.add(new Consumer(company, "basecone", true));
        }
    }

    /**
     * Does so many steps, and counts.
     *
     * @throws IllegalStateException that says what is wrong and with which seed
     */
    public void run(int threads, long steps) {
        long deadlocks = database.deadlocks();
        AtomicLong left = new AtomicLong(steps);
        List<Callable<Object>> works = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(seed * 31 + i);
            works.add(() -> {
                while (left.getAndDecrement() > 0) {
                    step(random);
                }
                return null;
            });
        }
        for (Threads.Outcome<Object> outcome : Threads.atOnce(works)) {
            if (!outcome.succeeded()) {
                throw new IllegalStateException("with seed " + seed, outcome.failure());
            }
        }
        // what was asked for last
        job(new Random(seed));
        job(new Random(seed));
        List<String> wrong = new ArrayList<>(new Invariants(consumers).violated());
        countOffered();
        if (database.deadlocks() != deadlocks) {
            wrong.add("deadlocks: " + (database.deadlocks() - deadlocks));
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("with seed " + seed + ": " + wrong);
        }
    }

    /** How often what was done. */
    public Map<String, Integer> deeds() {
        Map<String, Integer> counts = new TreeMap<>();
        deeds.forEach((deed, count) -> counts.put(deed, count.get()));
        return counts;
    }

    /** What re-offers came to, which may have been refused or have skipped everything. */
    private void countOffered() {
        for (Company company :
                consumers.stream().map(Consumer::company).distinct().toList()) {
            int organisation = company.organisation().id().number();
            long chosen = database.number(
                    "SELECT count(*) FROM reoffer_item WHERE organisation_id = ? AND outcome = 'offered'",
                    organisation);
            long all = database.number(
                    "SELECT coalesce(sum(offered), 0) FROM reoffer_run WHERE organisation_id = ?", organisation);
            deeds.computeIfAbsent("offered by choice", none -> new AtomicInteger())
                    .addAndGet((int) chosen);
            deeds.computeIfAbsent("offered with everything", none -> new AtomicInteger())
                    .addAndGet((int) (all - chosen));
        }
    }

    private void step(Random random) {
        Consumer consumer = consumers.get(random.nextInt(consumers.size()));
        int lot = random.nextInt(100);
        for (Deed deed : Deed.values()) {
            if (lot < deed.share) {
                attempt(deed, consumer, random);
                return;
            }
            lot -= deed.share;
        }
        consumer.list(random);
        count("list");
    }

    private void attempt(Deed deed, Consumer consumer, Random random) {
        try {
            act(deed, consumer, random);
            count(deed.name());
        } catch (NotFound | WrongState refused) {
            count("refused " + deed.name());
        }
    }

    private void count(String deed) {
        deeds.computeIfAbsent(deed, none -> new AtomicInteger()).incrementAndGet();
    }

    private void act(Deed deed, Consumer consumer, Random random) {
        AccountingPackage software = consumer.software();
        switch (deed) {
            case RECEIVE -> consumer.company().receive();
            case ACKNOWLEDGE -> software.acknowledge(some(consumer.list(random), random));
            case DOWNLOAD -> {
                // some packages know the ids and do not list
                for (DocumentId document : random.nextInt(4) == 0
                        ? List.of(known(consumer, random))
                        : some(consumer.list(random), random)) {
                    software.download(document);
                }
            }
            case RELEASE -> {
                DocumentId taken = some(consumer.list(random), random).get(0);
                software.beginDownload(taken);
                software.release(taken);
            }
            case WITHDRAW ->
                software.withdraw(
                        random.nextBoolean()
                                ? known(consumer, random)
                                : some(consumer.list(random), random).get(0));
            case REVOKE -> consumer.revoke();
            case RECONNECT -> consumer.reconnect(random.nextInt(4) > 0);
            case FOLLOW -> {
                consumer.revoke();
                consumer.follow(random.nextBoolean(), random.nextInt(4) > 0);
            }
            case RENEW -> consumer.renew();
            case REOFFER_EVERYTHING -> consumer.reoffer(List.of(), false);
            case REOFFER_SELECTION -> consumer.reoffer(List.of(known(consumer, random)), false);
            case REOFFER_RETRIEVED -> consumer.reoffer(List.of(known(consumer, random)), true);
            case START_DATE -> consumer.startOn(random.nextBoolean() ? null : random.nextInt(3) - 1);
            case TIME -> koppel.clock().advance(Duration.ofSeconds(random.nextInt(90)));
            case JOB -> job(random);
        }
    }

    private static List<DocumentId> some(List<DocumentId> listed, Random random) {
        if (listed.isEmpty()) {
            throw new NotFound("document");
        }
        List<DocumentId> some = new ArrayList<>(listed);
        Collections.shuffle(some, random);
        return some.subList(0, 1 + random.nextInt(some.size()));
    }

    private static DocumentId known(Consumer consumer, Random random) {
        List<DocumentId> known = List.copyOf(consumer.seen());
        if (known.isEmpty()) {
            throw new NotFound("document");
        }
        return known.get(random.nextInt(known.size()));
    }

    /** What a node does, in chunks, and several at once. */
    private void job(Random random) {
        new Invariants(consumers).requireNothingHidden();
        for (int i = 0; i < consumers.size(); i += 2) {
            Company company = consumers.get(i).company();
            List<QueueId> due = company.due();
            if (!due.isEmpty()) {
                company.start(due);
            }
            List<ItemId> items = company.openItems();
            int chunk = 1 + random.nextInt(8);
            for (int from = 0; from < items.size(); from += chunk) {
                company.process(items.subList(from, Math.min(items.size(), from + chunk)));
            }
        }
        koppel.doing(
                () -> koppel.use(Reoffers.class).completeFinished(koppel.clock().now()));
    }
}
