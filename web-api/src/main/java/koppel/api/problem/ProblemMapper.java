package koppel.api.problem;

import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import koppel.api.jsonp.JsonLibrary;
import koppel.connection.TooManyAttempts;
import koppel.connection.vendor.ConnectorUnavailable;
import koppel.document.ContentTooLarge;
import koppel.shared.DomainException;
import koppel.shared.InvalidInput;
import koppel.shared.Outages;
import koppel.shared.WrongState;

/** Turns whatever a resource throws into a problem document; what nobody foresaw is logged and hidden. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    private static final long BETWEEN_WORDS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong saidAt = new AtomicLong(System.nanoTime() - BETWEEN_WORDS);

    @Inject
    private Outages outages;

    @Override
    public Response toResponse(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException carried) {
                return carried.problem().response();
            }
            if (cause instanceof DomainException refused) {
                return of(refused).response();
            }
        }
        if (thrown instanceof WebApplicationException answered) {
            return of(answered);
        }
        if (outages.isOne(thrown)) {
            say(thrown);
            return Problem.of(ProblemType.UNAVAILABLE).response();
        }
        Problem problem = Problem.of(ProblemType.INTERNAL_ERROR);
        LOG.log(Level.ERROR, "A request failed", thrown);
        return problem.response();
    }

    /** As long as the database is away every request ends here, and the log is to keep what was before. */
    private void say(Throwable outage) {
        long now = System.nanoTime();
        long before = saidAt.get();
        if (now - before >= BETWEEN_WORDS && saidAt.compareAndSet(before, now)) {
            LOG.log(Level.WARNING, "The database is away, or has no connection to give", outage);
        }
    }

    private static Problem of(DomainException refused) {
        if (refused instanceof InvalidInput invalid) {
            return Problem.of(ProblemType.INVALID_INPUT, invalid.getMessage()).with("violations", violations(invalid));
        }
        if (refused instanceof ContentTooLarge tooLarge) {
            return Problem.of(ProblemType.CONTENT_TOO_LARGE, tooLarge.getMessage());
        }
        if (refused instanceof TooManyAttempts tooMany) {
            return Problem.of(ProblemType.TOO_MANY_REQUESTS, tooMany.getMessage())
                    .header(
                            HttpHeaders.RETRY_AFTER,
                            Long.toString(Math.max(1, tooMany.retryAfter().toSeconds())));
        }
        if (refused instanceof ConnectorUnavailable) {
            return Problem.of(ProblemType.CONNECTOR_UNAVAILABLE, refused.getMessage())
                    .header(HttpHeaders.RETRY_AFTER, "60");
        }
        Problem problem = Problem.of(
                ProblemType.ofCode(refused.code())
                        .orElse(refused instanceof WrongState ? ProblemType.CONFLICT : ProblemType.INVALID_INPUT),
                refused.getMessage());
        if (refused instanceof WrongState wrong) {
            wrong.details().forEach((name, value) -> problem.with(name, String.valueOf(value)));
        }
        return problem;
    }

    private static jakarta.json.JsonArray violations(InvalidInput invalid) {
        JsonArrayBuilder violations = JsonLibrary.PROVIDER.createArrayBuilder();
        for (InvalidInput.Violation violation : invalid.violations()) {
            JsonObjectBuilder one = JsonLibrary.PROVIDER
                    .createObjectBuilder()
                    .add("field", violation.field())
                    .add("message", violation.message());
            violations.add(one);
        }
        return violations.build();
    }

    private static Response of(WebApplicationException answered) {
        int status = answered.getResponse().getStatus();
        if (status < 400) {
            return answered.getResponse();
        }
        Problem problem = Problem.of(ProblemType.ofStatus(status));
        for (String kept : List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER)) {
            String value = answered.getResponse().getHeaderString(kept);
            if (value != null) {
                problem.header(kept, value);
            }
        }
        return problem.response();
    }
}
