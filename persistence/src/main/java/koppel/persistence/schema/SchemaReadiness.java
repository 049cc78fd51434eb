package koppel.persistence.schema;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the database answers and its schema is up to date. */
@Readiness
@ApplicationScoped
class SchemaReadiness implements HealthCheck {

    private static final int SECONDS_TO_ANSWER = 2;

    @Inject
    private Migrator migrator;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("database");
        if (migrator.version() == null) {
            return response.down().withData("reason", "migrations have not run").build();
        }
        try (Connection connection = dataSource().getConnection()) {
            return response.status(connection.isValid(SECONDS_TO_ANSWER))
                    .withData("schemaVersion", migrator.version())
                    .build();
        } catch (SQLException | NamingException e) {
            // the message may name hosts and users; health is readable by anybody
            return response.down().withData("reason", "no connection").build();
        }
    }

    /** Looked up and not injected: the server asks from outside of the application, where injection finds nothing and leaves null. */
    @SuppressWarnings("BanJNDI") // what is looked up is a constant and nobody's input
    private static DataSource dataSource() throws NamingException {
        return InitialContext.doLookup("jdbc/koppel");
    }
}
