package koppel.api.security;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.user.Actor;
import koppel.user.UserId;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Lets a person in whose token MicroProfile JWT has verified and which is for this API, but not with all the requests that there could be at once. */
@Provider
@PortalApi
@Priority(Priorities.AUTHENTICATION)
public class PortalAuthentication implements ContainerRequestFilter {

    @Inject
    private PortalCaller caller;

    @Inject
    private RequestsAtOnce atOnce;

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token
                && token.getAudience() != null
                && token.getAudience().contains(Audience.PORTAL.claim())) {
            caller.is(new Actor(
                    new UserId(Integer.parseInt(token.getSubject())),
                    token.getName(),
                    token.getGroups().contains(Roles.OPERATOR),
                    servletRequest.getRemoteAddr() == null ? "" : servletRequest.getRemoteAddr()));
            atOnce.by("person " + token.getSubject(), "by this person", servletRequest);
            return;
        }
        throw new ProblemException(
                Problem.of(ProblemType.UNAUTHENTICATED, "Sign in at /portal/v1/session and send the token as Bearer."));
    }
}
