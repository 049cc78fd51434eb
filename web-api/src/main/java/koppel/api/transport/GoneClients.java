package koppel.api.transport;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import koppel.api.problem.ClientGone;

/** Keeps out of the log what the JAX-RS runtime says of clients that have gone: up to three stack traces for each. */
@WebListener
public class GoneClients implements ServletContextListener {

    /** Held, since the logging system forgets a logger that nobody holds, and the filter with it. */
    private static final Logger ANSWERS = Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder");

    private Filter before;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        before = ANSWERS.getFilter();
        ANSWERS.setFilter(this::isWorthALine);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        ANSWERS.setFilter(before);
    }

    private boolean isWorthALine(LogRecord entry) {
        return !ClientGone.isCauseOf(entry.getThrown()) && (before == null || before.isLoggable(entry));
    }
}
