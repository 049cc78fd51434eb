package koppel.harness;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java has no method for. */
final class Signals {

    private Signals() {}

    static void send(ProcessHandle process, String signal) {
        try {
            int status = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + signal + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
