package koppel.bench.send;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import koppel.harness.MicroNode;

/** What a node itself records of its sends, by the JDK's Flight Recorder, which {@code jcmd} starts in it. */
final class Recording {

    private static final List<String> EVENTS = List.of("koppel.Send", "koppel.Judge", "koppel.Enter");

    private final long node;
    private final Path file;

    private Recording(long node, Path file) {
        this.node = node;
        this.file = file;
    }

    static Recording start(MicroNode node, Path directory) throws IOException {
        Recording recording = new Recording(node.process().pid(), directory.resolve("sends.jfr"));
        recording.command(Stream.concat(
                        Stream.of("JFR.start", "name=sends", "settings=none"),
                        EVENTS.stream().map(event -> event + "#enabled=true"))
                .toArray(String[]::new));
        return recording;
    }

    /**
     * Medians of what each send took in the node: from the body to the answer, of that until the rules begin, which is reading the document, in
     * the rules, and from their verdict to the answer, of that storing and offering; and all but the rules, reading included.
     */
    String stop() throws IOException {
        command("JFR.stop", "name=sends", "filename=" + file);
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        List<Duration> whole = new ArrayList<>();
        List<Duration> read = new ArrayList<>();
        List<Duration> rules = new ArrayList<>();
        List<Duration> stored = new ArrayList<>();
        List<Duration> rest = new ArrayList<>();
        List<Duration> after = new ArrayList<>();
        for (RecordedEvent send : named(events, "koppel.Send")) {
            RecordedEvent judged = within(send, named(events, "koppel.Judge"));
            whole.add(send.getDuration());
            read.add(Duration.between(send.getStartTime(), judged.getStartTime()));
            rules.add(judged.getDuration());
            stored.add(within(send, named(events, "koppel.Enter")).getDuration());
            after.add(Duration.between(judged.getEndTime(), send.getEndTime()));
            rest.add(send.getDuration().minus(judged.getDuration()));
        }
        return String.format(
                Locale.ROOT,
                "in the node, medians of %d sends from body to answer: %.2f ms, reading %.2f ms, in the rules %.2f ms, from the verdict to the answer %.2f ms, of that stored and offered %.2f ms; all but the rules %.2f ms",
                whole.size(),
                median(whole),
                median(read),
                median(rules),
                median(after),
                median(stored),
                median(rest));
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    /** What a thread did while it sent, once; a send that is otherwise is none that this is about. */
    private static RecordedEvent within(RecordedEvent send, List<RecordedEvent> parts) {
        Instant begin = send.getStartTime();
        Instant end = send.getEndTime();
        return parts.stream()
                .filter(part -> part.getThread().getId() == send.getThread().getId()
                        && !part.getStartTime().isBefore(begin)
                        && !part.getEndTime().isAfter(end))
                .reduce((one, other) -> {
                    throw new IllegalStateException("A send with a part twice: " + send);
                })
                .orElseThrow(() -> new IllegalStateException("A send without its parts: " + send));
    }

    private static double median(List<Duration> durations) {
        long[] sorted = durations.stream().mapToLong(Duration::toNanos).sorted().toArray();
        return sorted[sorted.length / 2] / 1e6;
    }

    private void command(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(node)));
        line.addAll(List.of(arguments));
        Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (jcmd.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
