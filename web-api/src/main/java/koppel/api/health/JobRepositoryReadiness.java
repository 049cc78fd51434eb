package koppel.api.health;

import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the batch runtime reads its repository. */
@Readiness
@ApplicationScoped
public class JobRepositoryReadiness implements HealthCheck {

    private static final Logger LOG = System.getLogger(JobRepositoryReadiness.class.getName());

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("jobRepository");
        try {
            int jobs = BatchRuntime.getJobOperator().getJobNames().size();
            return response.up().withData("jobs", jobs).build();
        } catch (RuntimeException e) {
            // the runtime has an exception of its own for it, and lets those of its data source through as well
            LOG.log(Level.WARNING, "The job repository does not answer: {0}", e.toString());
            return response.down().build();
        }
    }
}
