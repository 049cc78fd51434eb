package koppel.api.security;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.connection.FailedAttempts;
import koppel.connection.TooManyAttempts;
import koppel.connection.vendor.AuthenticatingVendors;
import koppel.connection.vendor.AuthenticatingVendors.Vendor;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Lets a vendor in by its own client id and secret (HTTP Basic), or by a token made from them; never by a connection's keys. */
@Provider
@AdministrationsApi
@Priority(Priorities.AUTHENTICATION)
public class AdministrationsAuthentication implements ContainerRequestFilter {

    @Inject
    private AuthenticatingVendors authenticatingVendors;

    @Inject
    private FailedAttempts attempts;

    @Inject
    private AdministrationsCaller caller;

    @Inject
    private RequestsAtOnce atOnce;

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        Vendor vendor = vendor(request).orElseThrow(this::refused);
        caller.is(vendor, Callers.of(servletRequest));
        atOnce.by("vendor " + vendor.softwarePackage(), "with this vendor's credentials", servletRequest);
    }

    private Optional<Vendor> vendor(ContainerRequestContext request) {
        if (request.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token) {
            return token.getAudience() != null && token.getAudience().contains(Audience.ADMINISTRATIONS.claim())
                    ? authenticatingVendors.byToken(token.getSubject())
                    : Optional.empty();
        }
        return BasicCredentials.parse(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .flatMap(basic -> authenticatingVendors.byCredentials(basic.name(), basic.password()));
    }

    private RuntimeException refused() {
        return attempts.failed("vendor", Callers.of(servletRequest).address())
                .<RuntimeException>map(TooManyAttempts::new)
                .orElseGet(() -> new ProblemException(Problem.of(
                        ProblemType.UNAUTHENTICATED,
                        "Give the vendor's own client id and secret, or a token made from them.")));
    }
}
