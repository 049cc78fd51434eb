package koppel.api.security;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.connection.KeyHolder;

/**
 * Refuses what goes beyond the limits of a set of keys, in a minute and at the same time, and says with every answer how much is left, in the fields of the HTTPAPI working
 * group: {@code RateLimit-Policy: "keys";q=60000;w=60} and {@code RateLimit: "keys";r=59990;t=42}.
 */
@Provider
@VendorApi
@Priority(Priorities.AUTHENTICATION + 1)
public class RateLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String STANDING = RateLimitFilter.class.getName();

    @Inject
    private RateLimit rateLimit;

    @Inject
    private RequestsAtOnce atOnce;

    @Inject
    private VendorCaller caller;

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        KeyHolder holder = caller.keys();
        String keys = holder.connection() + " " + holder.generation();
        if (rateLimit.isOn()) {
            count(keys, request);
        }
        atOnce.by(keys, "with these keys", servletRequest);
    }

    private void count(String keys, ContainerRequestContext request) {
        RateLimit.Standing standing = rateLimit.count(keys);
        request.setProperty(STANDING, standing);
        if (!standing.allowed()) {
            throw refused(
                    "More than " + rateLimit.limit() + " requests in a minute with these keys.",
                    standing.secondsLeft());
        }
    }

    private static ProblemException refused(String detail, long seconds) {
        return new ProblemException(Problem.of(ProblemType.TOO_MANY_REQUESTS, detail)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(STANDING) instanceof RateLimit.Standing standing) {
            response.getHeaders()
                    .putSingle(
                            "RateLimit-Policy",
                            "\"keys\";q=" + rateLimit.limit() + ";w=" + RateLimit.WINDOW.toSeconds());
            response.getHeaders()
                    .putSingle("RateLimit", "\"keys\";r=" + standing.remaining() + ";t=" + standing.secondsLeft());
        }
    }
}
