package koppel.api.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import koppel.api.problem.ClientGone;
import org.junit.jupiter.api.Test;

class GoneClientsTest {

    private final Logger answers = Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder");

    private static LogRecord failure(Throwable thrown) {
        LogRecord entry = new LogRecord(Level.SEVERE, "An I/O error has occurred");
        entry.setThrown(thrown);
        return entry;
    }

    @Test
    void onlyWhatFailedBecauseOfAClientIsKeptOutOfTheLogAndOnlyWhileWeRun() {
        Filter before = answers.getFilter();
        GoneClients listener = new GoneClients();

        listener.contextInitialized(null);
        Filter during = answers.getFilter();
        assertThat(during.isLoggable(failure(new UncheckedIOException(new ClientGone("gone")))))
                .isFalse();
        assertThat(during.isLoggable(failure(new IOException("Broken pipe")))).isTrue();
        assertThat(during.isLoggable(failure(null))).isTrue();

        listener.contextDestroyed(null);
        assertThat(answers.getFilter()).isSameAs(before);
    }
}
