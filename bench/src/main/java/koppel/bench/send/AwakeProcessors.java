package koppel.bench.send;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps every processor from going to sleep by a loop in the scheduling class that only gets what nobody else wants (SCHED_IDLE), as a
 * kernel does that is started with {@code idle=poll}. Needs {@code chrt}, of util-linux.
 */
final class AwakeProcessors {

    private final List<Process> loops = new ArrayList<>();

    private AwakeProcessors() {}

    static AwakeProcessors keep() throws IOException {
        AwakeProcessors processors = new AwakeProcessors();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            processors.loops.add(new ProcessBuilder("chrt", "--idle", "0", "sh", "-c", "while :; do :; done").start());
        }
        return processors;
    }

    void letSleep() {
        loops.forEach(Process::destroyForcibly);
    }
}
