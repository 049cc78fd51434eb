package koppel.api.security;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.connection.AuthenticatingKeys;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.connection.Caller;
import koppel.connection.ConfirmingKeys;
import koppel.connection.ConnectionId;
import koppel.connection.KeyHolder;
import koppel.connection.RecentHolder;
import koppel.connection.RecentKeys;
import koppel.connection.TooManyAttempts;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Lets a software package in: by App Key and Secret (HTTP Basic), or by a token made from them, whose signature MicroProfile JWT has verified
 * before. Either way the connection's state is read anew, so that revoking works at once and on every node: here, by the statement that finds
 * the organisation of the path, or by the one that the request is about.
 */
@Provider
@VendorApi
@Priority(Priorities.AUTHENTICATION)
public class VendorAuthentication implements ContainerRequestFilter {

    @Inject
    private AuthenticatingKeys authenticatingKeys;

    @Inject
    private RecentKeys recentKeys;

    @Inject
    private ConfirmingKeys confirming;

    @Inject
    private VendorCaller caller;

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<RecentHolder> recent = recent(request);
        if (recent.isPresent() && resource.getResourceMethod().isAnnotationPresent(AsksForItself.class)) {
            caller.wasRecently(recent.get(), () -> authenticate(recent, request));
        } else {
            caller.is(authenticate(recent, request), () -> authenticate(request));
        }
    }

    /** One statement confirms who called within the last minute; everybody else, and every refusal, is looked up. */
    private KeyHolder authenticate(Optional<RecentHolder> recent, ContainerRequestContext request) {
        return recent.flatMap(confirming::holder).orElseGet(() -> authenticate(request));
    }

    private Optional<RecentHolder> recent(ContainerRequestContext request) {
        String from = Callers.address(servletRequest);
        return token(request).isPresent()
                ? token(request)
                        .flatMap(VendorAuthentication::keysOf)
                        .flatMap(keys -> recentKeys.byToken(keys.connection(), keys.generation(), from))
                : basic(request).flatMap(basic -> recentKeys.byKeys(basic.name(), basic.password(), from));
    }

    private KeyHolder authenticate(ContainerRequestContext request) {
        Caller from = Callers.of(servletRequest);
        Optional<Authentication> outcome = token(request).isPresent()
                ? token(request)
                        .flatMap(VendorAuthentication::keysOf)
                        .map(keys -> authenticatingKeys.byToken(keys.connection(), keys.generation(), from))
                : basic(request).map(basic -> authenticatingKeys.byKeys(basic.name(), basic.password(), from));
        return holder(outcome.orElseGet(Authentication.Unknown::new));
    }

    private static Optional<JsonWebToken> token(ContainerRequestContext request) {
        Principal principal = request.getSecurityContext().getUserPrincipal();
        return principal instanceof JsonWebToken token ? Optional.of(token) : Optional.empty();
    }

    private static Optional<BasicCredentials> basic(ContainerRequestContext request) {
        return BasicCredentials.parse(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    }

    private record TokensKeys(ConnectionId connection, int generation) {}

    /** What a token for this API names. */
    private static Optional<TokensKeys> keysOf(JsonWebToken token) {
        boolean forUs = token.getAudience() != null && token.getAudience().contains(Audience.VENDOR.claim());
        Object generation = token.getClaim(AccessTokens.GENERATION);
        return forUs && generation != null
                ? ConnectionId.parse(token.getSubject())
                        .map(connection -> new TokensKeys(connection, Integer.parseInt(generation.toString())))
                : Optional.empty();
    }

    /**
     * The holder of valid keys.
     *
     * @throws ProblemException 401; only whoever had the right Secret or token learns more than that
     */
    public static KeyHolder holder(Authentication authentication) {
        if (authentication instanceof Authentication.Authenticated authenticated) {
            return authenticated.holder();
        }
        if (authentication instanceof Authentication.Revoked revoked) {
            throw refused(
                    ProblemType.KEYS_REVOKED,
                    "The connection is revoked since " + revoked.since() + ".",
                    revoked.since());
        }
        if (authentication instanceof Authentication.Superseded superseded) {
            throw refused(
                    ProblemType.KEYS_SUPERSEDED,
                    "A newer set of keys has replaced these since " + superseded.since() + ".",
                    superseded.since());
        }
        if (authentication instanceof Authentication.Throttled throttled) {
            throw new TooManyAttempts(throttled.retryAfter());
        }
        throw new ProblemException(
                Problem.of(ProblemType.UNAUTHENTICATED, "Give a valid App Key and Secret, or a valid token."));
    }

    private static ProblemException refused(ProblemType type, String detail, Instant since) {
        return new ProblemException(Problem.of(type, detail).with("since", since.toString()));
    }
}
