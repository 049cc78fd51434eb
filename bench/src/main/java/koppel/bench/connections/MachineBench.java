package koppel.bench.connections;

import java.io.PrintStream;
import java.time.Duration;
import koppel.persistence.connection.machine.Machine;

/**
 * The state machine of connections on a real database, with as many steps as told (100,000 unless told) and a seed. Ends with a failure
 * when anything that must hold did not.
 */
public final class MachineBench {

    private static final long STEPS = 100_000;

    private MachineBench() {}

    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = System.out;
        long steps = arguments.length > 0 ? Long.parseLong(arguments[0]) : STEPS;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        long begin = System.nanoTime();
        Machine.Report report = Machine.run(steps, seed);
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        out.printf(
                "seed %d: %d steps in %d s, %d of them refused by the rules, all looked at %d times%n",
                seed, report.steps(), time.toSeconds(), report.refusals(), report.checks());
        report.invariants().forEach(name -> out.println("  " + name));
        report.broken().forEach(broken -> out.println("BROKEN " + broken));
        out.println(report.broken().isEmpty() ? "all of it held" : "NOT ALL OF IT HELD");
        System.exit(report.broken().isEmpty() ? 0 : 1);
    }
}
