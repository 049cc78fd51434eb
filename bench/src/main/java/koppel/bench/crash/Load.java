package koppel.bench.crash;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import koppel.bench.Api;
import koppel.bench.Settings;
import koppel.harness.Invoices;

/** Everybody at once over HTTP: senders, vendors' software, administrators, people who re-offer. They survive whatever node dies. */
final class Load implements AutoCloseable {

    private static final String SELLER = "0106:50000001";

    /** One step of somebody's life. */
    @FunctionalInterface
    private interface Deed {

        void at(URI node, Random random);
    }

    private final Nodes nodes;
    private final Tally tally;
    private final long seed;
    private final List<Consumer> consumers = new ArrayList<>();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Api administrator;
    private final Api sender;
    private volatile boolean over;

    Load(Nodes nodes, Tally tally, int buyers, long seed) {
        this.nodes = nodes;
        this.tally = tally;
        this.seed = seed;
        URI node = nodes.any().orElseThrow();
        administrator = Api.signIn(node, Settings.EMAIL, Settings.PASSWORD);
        String seller = administrator
                .post(node, "/portal/v1/organisations", "{\"name\":\"Seller\",\"partyIds\":[\"" + SELLER + "\"]}")
                .expect(201)
                .json()
                .getString("id");
        Consumer.Keys keys = Consumer.Keys.of(administrator
                .post(node, "/portal/v1/organisations/" + seller + "/connections", "{\"softwarePackage\":\"radar\"}")
                .expect(201)
                .json());
        sender = Api.basic(keys.appKey(), keys.secret());
        for (int i = 0; i < buyers; i++) {
            consumers.add(Consumer.create(node, administrator, "0106:6%07d".formatted(i), i % 2 == 0, tally));
        }
    }

    List<Consumer> consumers() {
        return consumers;
    }

    /** Numbers of the invoices whose sending was answered with success. */
    Set<String> sent() {
        return sent;
    }

    Api administrator() {
        return administrator;
    }

    void begin() {
        begin("sender", 150, this::send);
        begin("sender", 150, this::send);
        for (Consumer consumer : consumers) {
            begin("vendor of " + consumer.partyId(), 300, consumer::poll);
        }
        for (int i = 0; i < consumers.size(); i += 3) {
            List<Consumer> some = consumers.subList(i, Math.min(consumers.size(), i + 3));
            begin("administrator", 700, (node, random) -> upset(node, random, some));
        }
        begin("person who re-offers", 400, (node, random) -> one(random).reoffer(node, administrator, random));
    }

    private Consumer one(Random random) {
        return consumers.get(random.nextInt(consumers.size()));
    }

    /** The same invoice under the same key until it is certain that it was sent. */
    private void send(URI first, Random random) {
        String number = "K-" + numbers.incrementAndGet();
        byte[] invoice = Invoices.invoice(SELLER, one(random).partyId(), number);
        URI node = first;
        while (true) {
            try {
                int status = sender.postXml(
                                node,
                                "/api/v1/" + SELLER + "/salesInvoice/send",
                                invoice,
                                "X-EConnect-DocumentId",
                                number)
                        .status();
                tally.answered("send", status);
                if (status == 200 || status == 409) {
                    sent.add(number);
                    return;
                }
            } catch (Api.NoAnswer died) {
                tally.count("send without an answer, tried again");
            }
            Consumer.pause(200);
            node = node();
        }
    }

    private void upset(URI node, Random random, List<Consumer> own) {
        Consumer consumer = own.get(random.nextInt(own.size()));
        try {
            consumer.upset(node, administrator, random);
        } catch (Api.NoAnswer | Api.Unexpected unsure) {
            count("administrator", unsure);
            for (boolean mended = false; !mended; ) {
                try {
                    consumer.mend(node(), administrator);
                    mended = true;
                } catch (Api.NoAnswer | Api.Unexpected again) {
                    count("administrator who mends", again);
                    refresh(again);
                    Consumer.pause(300);
                }
            }
        }
    }

    private URI node() {
        while (true) {
            var node = nodes.any();
            if (node.isPresent()) {
                return node.get();
            }
            Consumer.pause(100);
        }
    }

    private void begin(String name, int mostPause, Deed deed) {
        Random random = new Random(seed + threads.size());
        Thread thread = new Thread(
                () -> {
                    while (!over) {
                        try {
                            deed.at(node(), random);
                        } catch (Api.NoAnswer died) {
                            tally.count(name.replaceAll(" of .*", "") + " without an answer");
                        } catch (Api.Unexpected answer) {
                            tally.answered(name.replaceAll(" of .*", ""), answer.status());
                            refresh(answer);
                        }
                        Consumer.pause(random.nextInt(mostPause));
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void count(String who, RuntimeException unsure) {
        if (unsure instanceof Api.Unexpected unexpected) {
            tally.answered(who, unexpected.status());
        } else {
            tally.count(who + " without an answer");
        }
    }

    /** An hour's token ends. */
    private synchronized void refresh(RuntimeException answer) {
        if (answer instanceof Api.Unexpected unexpected && unexpected.status() == 401) {
            try {
                administrator = Api.signIn(node(), Settings.EMAIL, Settings.PASSWORD);
            } catch (Api.NoAnswer | Api.Unexpected later) {
                tally.count("sign-in without an answer");
            }
        }
    }

    /** Ends it; whoever is at something ends that first. */
    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }
}
