package koppel.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * The server's log goes to a file; of what passes by, this keeps the first failure of a start, and shows the application's own warnings on
 * the console once the start is over.
 */
public final class ServerLog extends Handler {

    private static volatile String firstFailure;
    private static volatile PrintStream console;

    /** Called by the logging system, which is told this class's name. */
    public ServerLog() {
        setLevel(Level.WARNING);
    }

    static void showOn(PrintStream stream) {
        console = stream;
    }

    static Optional<String> firstFailure() {
        return Optional.ofNullable(firstFailure);
    }

    /** @param log the newest log, whose name ends in {@code .0.log}; older ones count on from there */
    static String properties(Path log) {
        String pattern = log.toString().replace("%", "%%").replace("\\", "\\\\").replace(".0.log", ".%g.log");
        return String.join(
                "\n",
                "handlers=java.util.logging.FileHandler," + ServerLog.class.getName(),
                "java.util.logging.FileHandler.pattern=" + pattern,
                "java.util.logging.FileHandler.append=true",
                "java.util.logging.FileHandler.limit=20000000",
                "java.util.logging.FileHandler.count=5",
                "java.util.logging.FileHandler.encoding=UTF-8",
                "java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter",
                "java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n",
                ".level=INFO",
                "# certificates of the server's own trust store that have run out, said one by one at each start",
                "jakarta.enterprise.system.ssl.security.level=SEVERE",
                "javax.enterprise.system.ssl.security.level=SEVERE",
                "javax.enterprise.system.security.ssl.level=SEVERE",
                "# each token that is none, with its stack: anybody could fill the log",
                "fish.payara.microprofile.jwtauth.eesecurity.level=WARNING",
                "");
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        if (firstFailure == null && entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
            firstFailure = summary(entry);
        }
        PrintStream stream = console;
        boolean ours = entry.getLoggerName() != null && entry.getLoggerName().startsWith("koppel.");
        if (stream != null && (ours || entry.getLevel().intValue() >= Level.SEVERE.intValue())) {
            stream.println(entry.getLevel() + ": " + summary(entry));
        }
    }

    private static String summary(LogRecord entry) {
        String message = new SimpleFormatter().formatMessage(entry);
        Throwable cause = entry.getThrown();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String said = String.valueOf(message).strip().lines().findFirst().orElse("");
        return cause == null ? said : said + " (" + cause + ")";
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        // the console is not ours to close
    }
}
