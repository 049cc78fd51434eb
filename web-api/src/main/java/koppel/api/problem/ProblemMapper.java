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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import koppel.api.jsonp.JsonLibrary;
import koppel.connection.TooManyAttempts;
import koppel.connection.vendor.ConnectorUnavailable;
import koppel.document.ContentTooLarge;
import koppel.document.NoRoomForContent;
import koppel.shared.DomainException;
import koppel.shared.InvalidInput;
import koppel.shared.Outages;
import koppel.shared.WrongState;

/** Turns whatever a resource throws into a problem document; what nobody foresaw is logged and hidden. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    private static final long BETWEEN_WORDS = TimeUnit.SECONDS.toNanos(10);

    private static final String DATABASE_AWAY = "The database is away, is full or has no connection to give";

    private static final String NO_ROOM = "No temporary file can be written";

    private final AtomicLong saidAt = new AtomicLong(System.nanoTime() - BETWEEN_WORDS);

    @Inject
    private Outages outages;

    /** The container sets the rest. */
    public ProblemMapper() {}

    ProblemMapper(Outages outages) {
        this.outages = outages;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        Optional<Problem> refused = refused(thrown);
        if (refused.isEmpty()
                && thrown instanceof WebApplicationException answered
                && answered.getResponse().getStatus() < 400) {
            return answered.getResponse();
        }
        return refused.orElseGet(() -> unforeseen(thrown)).response();
    }

    /** What was said on purpose. Its text may be about what was sent, so the log has no more of it than its code. */
    Optional<Problem> refused(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException carried) {
                return Optional.of(said(carried.problem()));
            }
            if (cause instanceof NoRoomForContent full) {
                return Optional.of(away(Problem.of(ProblemType.UNAVAILABLE, full.getMessage()), NO_ROOM, full));
            }
            if (cause instanceof DomainException refused) {
                return Optional.of(said(of(refused)));
            }
        }
        return Optional.empty();
    }

    /** What nobody said on purpose, by us at least. */
    Problem unforeseen(Throwable thrown) {
        if (ClientGone.isCauseOf(thrown)) {
            return said(Problem.of(ProblemType.BAD_REQUEST, "Nobody is there any more."));
        }
        if (thrown instanceof WebApplicationException answered) {
            Problem problem = of(answered);
            return problem.status() < 500 ? said(problem) : failed(problem, thrown);
        }
        return outages.isOne(thrown)
                ? away(Problem.of(ProblemType.UNAVAILABLE), DATABASE_AWAY, thrown)
                : failed(Problem.of(ProblemType.INTERNAL_ERROR), thrown);
    }

    private static Problem said(Problem problem) {
        LOG.log(
                Level.DEBUG,
                () -> "A request was answered " + problem.status() + " " + problem.code() + under(problem));
        return problem;
    }

    private static Problem failed(Problem problem, Throwable thrown) {
        LOG.log(Level.ERROR, "A request failed" + under(problem), thrown);
        return problem;
    }

    /** As long as it lasts every request ends here, and the log is to keep what was before. */
    private Problem away(Problem problem, String what, Throwable outage) {
        long now = System.nanoTime();
        long before = saidAt.get();
        if (now - before >= BETWEEN_WORDS && saidAt.compareAndSet(before, now)) {
            LOG.log(Level.WARNING, what + under(problem), outage);
            return problem;
        }
        return said(problem);
    }

    /** Where the log and whoever asks about an answer meet. */
    static String under(Problem problem) {
        return ", requestId " + problem.requestId();
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
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(RetryAfter.seconds(tooMany.retryAfter())));
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

    private static Problem of(WebApplicationException answered) {
        Problem problem = Problem.of(ProblemType.ofStatus(answered.getResponse().getStatus()));
        for (String kept : List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER)) {
            String value = answered.getResponse().getHeaderString(kept);
            if (value != null) {
                problem.header(kept, value);
            }
        }
        return problem;
    }
}
