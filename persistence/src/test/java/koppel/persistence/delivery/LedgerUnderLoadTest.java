package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import koppel.connection.ConnectionId;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.QueueId;
import koppel.delivery.Reoffering.Request;
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
import org.junit.jupiter.api.Test;

/**
 * Everybody at once: invoices arrive and are sent, packages poll, download, acknowledge and give back, administrators revoke, reconnect
 * and replace, people ask for re-offers, two batch jobs work. Then all is drained, and the rows are counted.
 */
class LedgerUnderLoadTest {

    private static final Duration TIME = Duration.ofSeconds(9);

    private final Installation koppel = Installation.get();
    private final Database database = Database.get();
    private final long seed = Long.getLong("koppel.seed", System.nanoTime());
    private final Map<String, AtomicInteger> deeds = new ConcurrentHashMap<>();
    private final LoadedQueue yuki1;
    private final LoadedQueue basecone1;
    private final LoadedQueue yuki2;
    private final LoadedQueue basecone2;
    private final List<LoadedQueue> queues;

    LedgerUnderLoadTest() {
        Company one = Company.create();
        Company two = Company.create();
        yuki1 = new LoadedQueue(one, "yuki", false);
        basecone1 = new LoadedQueue(one, "basecone", true);
        yuki2 = new LoadedQueue(two, "yuki", false);
        basecone2 = new LoadedQueue(two, "basecone", true);
        queues = List.of(yuki1, basecone1, yuki2, basecone2);
    }

    /** Does it again and again until the time is over; what a rule refuses is no failure. */
    private final class Actor implements Callable<Object> {

        private final Random random;
        private final Instant end;
        private final Consumer<Random> deed;

        Actor(int number, Instant end, Consumer<Random> deed) {
            this.random = new Random(seed + number);
            this.end = end;
            this.deed = deed;
        }

        @Override
        public Object call() {
            while (Instant.now().isBefore(end)) {
                try {
                    deed.accept(random);
                } catch (NotFound | WrongState refused) {
                    did(refused.code());
                }
            }
            return null;
        }
    }

    private void did(String deed) {
        deeds.computeIfAbsent(deed, none -> new AtomicInteger()).incrementAndGet();
    }

    @Test
    void nothingIsLostDoubledOrMisdelivered() {
        System.out.println("koppel.seed=" + seed);
        long deadlocks = database.deadlocks();
        AccountingPackage sender1 = yuki1.company.connect("radar");
        AccountingPackage sender2 = yuki2.company.connect("radar");
        Instant end = Instant.now().plus(TIME);
        List<Callable<Object>> actors = new ArrayList<>();
        actors.add(new Actor(1, end, random -> arrive(yuki1.company, sender2, random)));
        actors.add(new Actor(2, end, random -> arrive(yuki2.company, sender1, random)));
        for (LoadedQueue queue : queues) {
            for (int i = 0; i < 2; i++) {
                PollingCursor cursor = new PollingCursor();
                actors.add(new Actor(10 + actors.size(), end, random -> poll(queue, cursor, random)));
            }
        }
        actors.add(new Actor(3, end, random -> administer(random.nextBoolean() ? yuki1 : basecone1, random)));
        actors.add(new Actor(4, end, random -> administer(random.nextBoolean() ? yuki2 : basecone2, random)));
        actors.add(new Actor(5, end, this::askReoffer));
        actors.add(new Actor(6, end, random -> batch()));
        actors.add(new Actor(7, end, random -> batch()));

        List<Threads.Outcome<Object>> outcomes = Threads.atOnce(actors);

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isNull());
        assertThat(database.deadlocks()).as("deadlocks").isEqualTo(deadlocks);
        queues.forEach(LoadedQueue::assertNothingIsHidden);
        drain();
        System.out.println(deeds);
        queues.forEach(LoadedQueue::assertNothingIsLostDoubledOrMisdelivered);
        countRuns();
        assertThat(database.deadlocks()).as("deadlocks").isEqualTo(deadlocks);
        assertThat(deeds.keySet())
                .as("everything was done")
                .contains(
                        "received",
                        "sent",
                        "listed",
                        "downloaded",
                        "acknowledged",
                        "released",
                        "revoked",
                        "reconnected",
                        "replaced",
                        "epoch started",
                        "item processed",
                        "reoffer of everything",
                        "reoffer of a selection");
    }

    private void arrive(Company company, AccountingPackage senderToIt, Random random) {
        if (random.nextInt(3) == 0) {
            senderToIt.send(company, "message " + random.nextLong());
            did("sent");
        } else {
            company.receive();
            did("received");
        }
        pause(random, 8);
    }

    /** How far a poller has read. */
    private static final class PollingCursor {

        private OfferCursor value;
    }

    private void poll(LoadedQueue queue, PollingCursor cursor, Random random) {
        AccountingPackage software = queue.software;
        Offers.Listing listing = software.list(random.nextInt(4) == 0 ? null : cursor.value, 1 + random.nextInt(20));
        did("listed");
        List<Offer> offers = listing.items();
        for (int i = 1; i < offers.size(); i++) {
            assertThat(offers.get(i).position()).isGreaterThan(offers.get(i - 1).position());
            assertThat(offers.get(i).offeredOn())
                    .isAfterOrEqualTo(offers.get(i - 1).offeredOn());
        }
        cursor.value = listing.next().orElse(cursor.value);
        List<DocumentId> documents =
                new ArrayList<>(offers.stream().map(Offer::document).toList());
        queue.seen.addAll(documents);
        Collections.shuffle(documents, random);
        if (random.nextInt(3) == 0 && !documents.isEmpty()) {
            queue.note(software.acknowledge(documents));
            did("acknowledged");
            return;
        }
        for (DocumentId document : documents) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    software.beginDownload(document);
                    software.release(document);
                    did("released");
                }
                case 1 -> software.beginDownload(document);
                case 2 -> did("left");
                default -> {
                    software.download(document);
                    did("downloaded");
                    if (queue.explicit && random.nextInt(3) > 0) {
                        queue.note(software.acknowledge(document));
                    }
                }
            }
        }
    }

    private void administer(LoadedQueue queue, Random random) {
        ConnectionId connection = queue.software.connection();
        queue.company.revoke(connection);
        did("revoked");
        pause(random, 30);
        boolean reoffer = random.nextInt(3) > 0;
        if (random.nextInt(4) == 0) {
            if (random.nextBoolean()) {
                queue.company.delete(connection);
            }
            queue.software = queue.company.connect(queue.newConnection(connection, reoffer));
            did("replaced");
        } else {
            queue.software = queue.company.reconnect(connection, reoffer);
            did("reconnected");
        }
        if (random.nextInt(3) == 0) {
            koppel.clock().advance(Duration.ofSeconds(random.nextInt(50)));
        }
        pause(random, 60);
    }

    private void askReoffer(Random random) {
        LoadedQueue queue = queues.get(random.nextInt(queues.size()));
        Optional<ConnectionId> connection =
                random.nextBoolean() ? Optional.of(queue.software.connection()) : Optional.empty();
        Optional<UUID> organisation = connection.isPresent()
                ? Optional.empty()
                : Optional.of(queue.company.organisation().publicId());
        List<DocumentId> known = new ArrayList<>(queue.seen);
        Collections.shuffle(known, random);
        boolean selection = random.nextInt(3) > 0 && !known.isEmpty();
        queue.company.askReoffer(new Request(
                connection,
                organisation,
                selection ? known.subList(0, Math.min(known.size(), 1 + random.nextInt(15))) : List.of(),
                Optional.empty(),
                Optional.empty(),
                selection && random.nextBoolean()));
        did(selection ? "reoffer of a selection" : "reoffer of everything");
        pause(random, 40);
    }

    /** Both companies' work in chunks, as a node does it. */
    private void batch() {
        List<QueueId> due = new ArrayList<>(yuki1.company.due());
        due.addAll(yuki2.company.due());
        if (!due.isEmpty()) {
            yuki1.company.start(due).forEach(started -> did("epoch started"));
        }
        List<ItemId> items = new ArrayList<>(yuki1.company.openItems());
        items.addAll(yuki2.company.openItems());
        for (int from = 0; from < items.size(); from += 7) {
            yuki1.company.process(items.subList(from, Math.min(items.size(), from + 7)));
            did("item processed");
        }
        koppel.in(
                () -> koppel.use(Reoffers.class).completeFinished(koppel.clock().now()));
        pause(new Random(), 10);
    }

    private static void pause(Random random, int most) {
        try {
            Thread.sleep(random.nextInt(most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everybody takes what there is, also what waited for a re-offer on request. */
    private void drain() {
        for (LoadedQueue queue : queues) {
            try {
                queue.software = queue.company.reconnect(queue.software.connection());
            } catch (WrongState active) {
                did(active.code());
            }
        }
        yuki1.company.work();
        yuki2.company.work();
        for (LoadedQueue queue : queues) {
            queue.company.askReoffer(new Request(
                    Optional.of(queue.software.connection()),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false));
        }
        yuki1.company.work();
        yuki2.company.work();
        koppel.clock().advance(Duration.ofSeconds(61));
        for (LoadedQueue queue : queues) {
            List<DocumentId> listed = queue.software.listed();
            while (!listed.isEmpty()) {
                queue.seen.addAll(listed);
                queue.note(queue.software.acknowledge(listed));
                listed = queue.software.listed();
            }
        }
    }

    private void countRuns() {
        assertThat(database.number(
                        "SELECT count(*) FROM reoffer_run WHERE organisation_id IN (?, ?) AND state <> 'completed'",
                        yuki1.company.organisation().id().number(),
                        yuki2.company.organisation().id().number()))
                .as("runs that never ended")
                .isZero();
        assertThat(database.texts("""
                        SELECT r.run_id FROM reoffer_run r WHERE r.state = 'completed' AND (
                            r.done <> r.total OR r.total <> r.offered + r.leased + r.retrieved + r.not_connected + r.expired
                          + r.needs_attention + (
                                SELECT count(*) FROM reoffer_item i WHERE i.organisation_id = r.organisation_id
                                  AND i.run_id = r.run_id AND i.outcome <> 'offered'))""")).as("runs whose numbers do not add up").isEmpty();
    }
}
