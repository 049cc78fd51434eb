package koppel.persistence.schema;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import koppel.persistence.PlainConnections;
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

    @Inject
    private PlainConnections connections;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("database");
        if (migrator.version() == null) {
            return response.down().withData("reason", "migrations have not run").build();
        }
        try (Connection connection = connections.outsideOfTransaction().orElseThrow()) {
            boolean answers = connection.isValid(SECONDS_TO_ANSWER);
            if (!answers) {
                connections.gone(connection);
            }
            return response.status(answers)
                    .withData("schemaVersion", migrator.version())
                    .build();
        } catch (SQLException e) {
            // the message may name hosts and users; health is readable by anybody
            return response.down().withData("reason", "no connection").build();
        }
    }
}
