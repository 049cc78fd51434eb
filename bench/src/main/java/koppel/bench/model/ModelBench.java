package koppel.bench.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import koppel.bench.Settings;
import koppel.persistence.model.LedgerModel;

/**
 * Runs the model again and again, each time with companies of their own, and counts after every run; a defect ends it.
 * {@code --steps=1000000 --run=2500 --threads=6 --minutes=600 --seed=…}
 */
public final class ModelBench {

    private ModelBench() {}

    public static void main(String[] arguments) {
        Settings settings = new Settings(arguments);
        long steps = settings.number("steps", 1_000_000);
        long inOneRun = settings.number("run", 2500);
        int threads = (int) settings.number("threads", 6);
        long seed = settings.number("seed", System.nanoTime());
        Instant begin = Instant.now();
        Instant latest = begin.plus(Duration.ofMinutes(settings.number("minutes", 600)));
        Map<String, Integer> deeds = new TreeMap<>();
        long done = 0;
        for (int run = 0; done < steps && Instant.now().isBefore(latest); run++) {
            LedgerModel model = new LedgerModel(seed + run);
            model.run(threads, inOneRun);
            model.deeds().forEach((deed, times) -> deeds.merge(deed, times, Integer::sum));
            done += inOneRun;
            if (run % 10 == 0 || done >= steps) {
                System.out.printf(
                        "seed %d, %,d runs, %,d steps, %s, nothing wrong%n",
                        seed, run + 1, done, Duration.between(begin, Instant.now()));
            }
        }
        System.out.printf("%,d steps by %d threads, %s: nothing wrong%n", done, threads, deeds);
        System.exit(0);
    }
}
