package koppel.harness;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** A running Koppel, whichever server it runs on. */
public interface Node extends AutoCloseable {

    /**
     * Options of Java's for every node, by {@code koppel.node.java}. The build's nodes live for a minute: there, what the second compiler does
     * is most of the work of a start and never pays. Benchmarks set none.
     */
    static List<String> javaOptions() {
        return Stream.of(System.getProperty("koppel.node.java", "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
    }

    /** Where it listens, without a slash at the end: {@code http://127.0.0.1:40123}. */
    URI address();

    /** The server's process. */
    ProcessHandle process();

    /** Stops it as an operator would and waits until it is gone. */
    @Override
    void close();

    /** It does nothing more, and what it holds it keeps, until it {@linkplain #thaw goes on}. */
    default void freeze() {
        Signals.send(process(), "STOP");
    }

    default void thaw() {
        Signals.send(process(), "CONT");
    }

    /** Ends it as a power cut would. */
    default void kill() {
        process().destroyForcibly();
        process().onExit().join();
    }
}
