package koppel.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the operating system, run to its end. */
final class Command {

    private final List<String> prefix;

    Command(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
    }

    List<String> line(String... words) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(List.of(words));
        return line;
    }

    /** Runs it with nothing of our environment that matters, and says what it printed if it fails. */
    void run(Path directory, String... words) throws IOException, InterruptedException {
        Outcome outcome = outcome(directory, line(words));
        if (outcome.status() != 0) {
            throw new StartFailure(Path.of(words[0]).getFileName() + " failed: " + outcome.printed());
        }
    }

    static Outcome outcome(Path directory, List<String> line) throws IOException, InterruptedException {
        Path printed = directory.resolve("output-" + ProcessHandle.current().pid() + ".tmp");
        try {
            // into a file and not a pipe: a daemon that it starts would hold the pipe open for ever
            Process process = builder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            process.getOutputStream().close();
            int status = process.waitFor();
            return new Outcome(status, new String(Files.readAllBytes(printed), StandardCharsets.UTF_8).strip());
        } finally {
            Files.deleteIfExists(printed);
        }
    }

    /** Without our settings: a database server has no need of the key pepper. */
    static ProcessBuilder builder(List<String> line) {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("KOPPEL_") || name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    record Outcome(int status, String printed) {}
}
