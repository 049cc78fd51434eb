package koppel.persistence.connection.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import koppel.persistence.Database;

/** Runs the people in rounds: they do something at once, then all stop and what must hold is looked at. */
public final class Machine {

    private static final int STEPS_OF_ONE_IN_A_ROUND = 15;

    /** A world fills with deleted connections; then another one begins. */
    private static final int ROUNDS_OF_A_WORLD = 40;

    private Machine() {}

    /**
     * What came of it.
     *
     * @param refusals steps that the rules refused
     */
    public record Report(long steps, long refusals, int checks, List<String> invariants, List<String> broken) {}

    /** @param seed gives each person the same intentions again; who comes first stays up to chance */
    public static Report run(long steps, long seed) throws InterruptedException {
        World.putKeysBesideAutopilot(true);
        long deadlocks = Database.get().deadlocks();
        Random seeds = new Random(seed);
        long done = 0;
        long refusals = 0;
        int checks = 0;
        List<String> broken = new ArrayList<>();
        while (done < steps && broken.isEmpty()) {
            World world = new World();
            List<Steps> people = new ArrayList<>();
            for (int i = 0; i < world.people.size(); i++) {
                people.add(new Steps(world, new Random(seeds.nextLong()), world.people.get(i), i + 1));
            }
            for (int round = 0; round < ROUNDS_OF_A_WORLD && done < steps && broken.isEmpty(); round++) {
                done += round(people);
                broken.addAll(Invariants.broken(world));
                checks++;
            }
            refusals +=
                    people.stream().mapToLong(person -> person.refusals.sum()).sum();
        }
        if (Database.get().deadlocks() > deadlocks) {
            broken.add("nobodyWaitsInACircle: " + (Database.get().deadlocks() - deadlocks));
        }
        World.putKeysBesideAutopilot(false);
        return new Report(done, refusals, checks, Invariants.names(), broken);
    }

    private static long round(List<Steps> people) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(people.size());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Steps person : people) {
                all.add(threads.submit(() -> {
                    for (int i = 0; i < STEPS_OF_ONE_IN_A_ROUND; i++) {
                        person.next();
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        } finally {
            threads.shutdownNow();
        }
        return (long) people.size() * STEPS_OF_ONE_IN_A_ROUND;
    }
}
