package koppel.bench.poll;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.KeyIssuer;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;

/** What was measured, and the report about it. */
final class Figures {

    /** A round in which the database alone was slower than this part of its median was disturbed and does not count. */
    private static final double DISTURBED = 0.7;

    private static final int CHECKS = 200_000;

    private final Map<Workload, List<Double>> databases = new EnumMap<>(Workload.class);
    private final Map<Workload, List<Double>> applications = new EnumMap<>(Workload.class);
    private final Map<Integer, List<Double>> pings = new TreeMap<>();
    private final Map<Workload, List<Double>> logs = new EnumMap<>(Workload.class);
    private final List<Double> loads = new ArrayList<>();
    private final List<Double> cpus = new ArrayList<>();
    private final List<Double> heldDatabase = new ArrayList<>();
    private final List<Double> heldApplication = new ArrayList<>();

    void database(Workload workload, double rate) {
        databases.computeIfAbsent(workload, first -> new ArrayList<>()).add(rate);
    }

    void application(Workload workload, double rate) {
        applications.computeIfAbsent(workload, first -> new ArrayList<>()).add(rate);
    }

    void ping(int clients, double rate) {
        pings.computeIfAbsent(clients, first -> new ArrayList<>()).add(rate);
    }

    void log(Workload workload, double bytes) {
        logs.computeIfAbsent(workload, first -> new ArrayList<>()).add(bytes);
    }

    void load(double average) {
        loads.add(average);
    }

    /** Of the node, in nanoseconds for a poll. */
    void cpu(double nanoseconds) {
        cpus.add(nanoseconds);
    }

    /** How many times longer a poll takes beside an old snapshot. */
    void held(double database, double application) {
        heldDatabase.add(database);
        heldApplication.add(application);
    }

    /** What the last round found, in one line. */
    String last() {
        StringBuilder line = new StringBuilder();
        for (Workload workload : databases.keySet()) {
            List<Double> database = databases.get(workload);
            double alone = database.get(database.size() - 1);
            double over = applications.get(workload).get(database.size() - 1);
            line.append(String.format(Locale.ROOT, "%s %.0f / %.0f = %.3f; ", workload, over, alone, over / alone));
        }
        pings.forEach((clients, rates) ->
                line.append(String.format(Locale.ROOT, "ping at %d %.0f; ", clients, rates.get(rates.size() - 1))));
        return line + String.format(Locale.ROOT, "load %.1f", loads.get(loads.size() - 1));
    }

    String report() {
        StringBuilder text = new StringBuilder();
        text.append(
                "| call | pgbench /s | Koppel /s | ratio: median (range) | goal | rounds |\n|---|---|---|---|---|---|\n");
        for (Workload workload : databases.keySet()) {
            List<Integer> counted = counted(workload);
            List<Double> ratios = each(
                    counted,
                    round -> applications.get(workload).get(round)
                            / databases.get(workload).get(round));
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | **%.2f** (%s) | ≥ %.2f | %d |%n",
                    workload.words(),
                    PollBench.median(
                            each(counted, round -> databases.get(workload).get(round))),
                    PollBench.median(
                            each(counted, round -> applications.get(workload).get(round))),
                    PollBench.median(ratios),
                    PollBench.range(ratios, "%.2f"),
                    workload.goal(),
                    counted.size()));
        }
        text.append("\n| beside them | median (range) | goal |\n|---|---|---|\n");
        pings.forEach((clients, rates) -> text.append(
                "| a call without database, %d client(s), /s | %s | |%n".formatted(clients, shown(rates, "%.0f"))));
        if (!cpus.isEmpty()) {
            text.append(poll());
        }
        logs.forEach((workload, bytes) -> text.append("| bytes of log for a retrieved document, %s | %s | ≤ 320 |%n"
                .formatted(workload.words(), shown(bytes, "%.0f"))));
        text.append("| empty poll beside an old snapshot ÷ vacuumed, pgbench | %s | ≤ 2 |%n"
                .formatted(shown(heldDatabase, "%.2f")));
        text.append("| the same over HTTP | %s | ≤ 2 |%n".formatted(shown(heldApplication, "%.2f")));
        return text.append("\n%s, load average %s, %d processors\n"
                        .formatted(
                                Instant.now().toString().substring(0, 10),
                                shown(loads, "%.1f"),
                                Runtime.getRuntime().availableProcessors()))
                .toString();
    }

    /** What is told of the empty poll alone. */
    private String poll() {
        StringBuilder text = new StringBuilder();
        Workload poll = Workload.POLL_AT_16;
        text.append("| empty poll ÷ a call without database, 16 clients | %s | |%n"
                .formatted(shown(
                        each(
                                counted(poll),
                                round -> applications.get(poll).get(round)
                                        / pings.get(poll.clients()).get(round)),
                        "%.2f")));
        double check = keyCheck();
        text.append("| check of the keys (%.1f µs) ÷ the node's CPU for a poll (%.0f µs) | %.2f%% | < 1%% |%n"
                .formatted(check / 1e3, PollBench.median(cpus) / 1e3, 100 * check / PollBench.median(cpus)));
        return text.toString();
    }

    private List<Integer> counted(Workload workload) {
        List<Double> rates = databases.get(workload);
        double median = PollBench.median(rates);
        List<Integer> rounds = new ArrayList<>();
        for (int round = 0; round < rates.size(); round++) {
            if (rates.get(round) >= DISTURBED * median) {
                rounds.add(round);
            }
        }
        return rounds;
    }

    private static List<Double> each(List<Integer> rounds, ToDoubleFunction<Integer> figure) {
        return rounds.stream().map(figure::applyAsDouble).toList();
    }

    private static String shown(List<Double> values, String format) {
        return format.formatted(PollBench.median(values)) + " (" + PollBench.range(values, format) + ")";
    }

    /** Nanoseconds that it takes to read App Key and Secret and to hold them against the hash. */
    private static double keyCheck() {
        SecureRandom random = new SecureRandom();
        Peppers peppers = Peppers.parse(Peppers.newPepper(random));
        KeyIssuer.Issued issued = new KeyIssuer(random, peppers).issueFirst(Instant.EPOCH);
        String appKey = issued.keySet().appKey().value();
        String secret = issued.keySet().secret().reveal();
        long begin = 0;
        for (int i = 0; i < 2 * CHECKS; i++) {
            if (i == CHECKS) {
                begin = System.nanoTime();
            }
            if (!peppers.verify(
                    issued.generation().hash(),
                    AppKey.tryParse(appKey).orElseThrow(),
                    Secret.tryParse(secret).orElseThrow())) {
                throw new IllegalStateException("the right Secret is refused");
            }
        }
        return (double) (System.nanoTime() - begin) / CHECKS;
    }
}
