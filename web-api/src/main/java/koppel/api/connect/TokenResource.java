package koppel.api.connect;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import koppel.api.connect.TokenForm.Client;
import koppel.api.json.Answer;
import koppel.api.problem.RetryAfter;
import koppel.api.security.AccessTokens;
import koppel.api.security.BasicCredentials;
import koppel.api.security.BodySize;
import koppel.api.security.Callers;
import koppel.api.security.TakesAtMost;
import koppel.connection.AuthenticatingKeys;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.connection.FailedAttempts;
import koppel.connection.keys.ClientId;
import koppel.connection.vendor.AuthenticatingVendors;
import koppel.connection.vendor.AuthenticatingVendors.Vendor;

/**
 * The token endpoint of OAuth 2.0 (RFC 6749, section 3.2); its errors follow section 5.2 and not the problem form. A connection's keys are
 * a client of their own ({@code client_credentials}), or what a vendor's client presents ({@code password}).
 */
@Path(TokenAnswers.PATH)
@RequestScoped
public class TokenResource {

    private static final String SCOPE = "ap";
    private static final String CLIENT_CREDENTIALS = "client_credentials";
    private static final String PASSWORD = "password";

    @Inject
    private AuthenticatingKeys authenticatingKeys;

    @Inject
    private AuthenticatingVendors authenticatingVendors;

    @Inject
    private FailedAttempts attempts;

    @Inject
    private AccessTokens tokens;

    @Context
    private HttpServletRequest servletRequest;

    @POST
    @PermitAll
    @TakesAtMost(BodySize.FORM)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public Response token(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            InputStream body)
            throws IOException {
        TokenForm form = TokenForm.of(body.readAllBytes(), type);
        String grantType = form.get("grant_type");
        String scope = form.get("scope");
        if (grantType == null) {
            return error(TokenError.INVALID_REQUEST, "grant_type is missing.");
        }
        if (!CLIENT_CREDENTIALS.equals(grantType) && !PASSWORD.equals(grantType)) {
            return error(TokenError.UNSUPPORTED_GRANT_TYPE, "Use client_credentials or password.");
        }
        Client client = form.client(BasicCredentials.parse(authorization));
        if (scope != null && !scope.isBlank() && !SCOPE.equals(scope.strip())) {
            return error(TokenError.INVALID_SCOPE, "The scope is ap.");
        }
        if (PASSWORD.equals(grantType)) {
            return password(client, form.get("username"), form.get("password"));
        }
        return ClientId.tryParse(client.id()).isPresent() ? ofVendor(client) : ofKeys(client);
    }

    private Response ofKeys(Client client) {
        Authentication authentication =
                authenticatingKeys.byKeys(client.id(), client.secret(), Callers.of(servletRequest));
        if (authentication instanceof Authentication.Authenticated authenticated) {
            return issued(tokens.forKeys(authenticated.holder()));
        }
        if (authentication instanceof Authentication.Throttled throttled) {
            return throttled(throttled.retryAfter());
        }
        return error(TokenError.INVALID_CLIENT, describe(authentication));
    }

    /** A token that tells of administrations and reaches no documents. */
    private Response ofVendor(Client client) {
        return authenticatingVendors
                .byCredentials(client.id(), client.secret())
                .map(vendor -> issued(tokens.forVendor(vendor)))
                .orElseGet(this::noSuchVendor);
    }

    private Response password(Client client, String appKey, String secret) {
        Optional<Vendor> vendor = authenticatingVendors.byCredentials(client.id(), client.secret());
        if (vendor.isEmpty()) {
            return noSuchVendor();
        }
        if (appKey == null || secret == null) {
            return error(TokenError.INVALID_REQUEST, "username is the App Key, password the Secret.");
        }
        Authentication authentication = authenticatingKeys.byKeys(appKey, secret, Callers.of(servletRequest));
        if (authentication instanceof Authentication.Authenticated authenticated) {
            return authenticated
                            .holder()
                            .softwarePackage()
                            .id()
                            .equals(vendor.get().softwarePackage())
                    ? issued(tokens.forKeys(authenticated.holder()))
                    : error(TokenError.INVALID_GRANT, "These keys are of another software package than the client's.");
        }
        if (authentication instanceof Authentication.Throttled throttled) {
            return throttled(throttled.retryAfter());
        }
        return error(TokenError.INVALID_GRANT, describe(authentication));
    }

    private Response noSuchVendor() {
        return attempts.failed("vendor", Callers.of(servletRequest).address())
                .map(TokenResource::throttled)
                .orElseGet(() -> error(TokenError.INVALID_CLIENT, "The client id or the client secret is not right."));
    }

    private static String describe(Authentication authentication) {
        if (authentication instanceof Authentication.Revoked revoked) {
            return "The connection is revoked since " + revoked.since() + ".";
        }
        if (authentication instanceof Authentication.Superseded superseded) {
            return "A newer set of keys has replaced these since " + superseded.since() + ".";
        }
        return "App Key or Secret is not right.";
    }

    private static Response issued(String token) {
        return Response.ok()
                .entity(new Answer()
                        .with("access_token", token)
                        .with("token_type", "Bearer")
                        .with("expires_in", AccessTokens.LIFETIME.toSeconds())
                        .with("scope", SCOPE)
                        .json())
                .build();
    }

    private static Response throttled(Duration retryAfter) {
        return answer(TokenError.TEMPORARILY_UNAVAILABLE, "Too many attempts have failed; wait and try again.")
                .header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(retryAfter))
                .build();
    }

    private static Response error(TokenError error, String description) {
        Response.ResponseBuilder response = answer(error, description);
        if (error == TokenError.INVALID_CLIENT) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Koppel\", charset=\"UTF-8\"");
        }
        return response.build();
    }

    private static Response.ResponseBuilder answer(TokenError error, String description) {
        return Response.status(error.status())
                .entity(new Answer()
                        .with("error", error.word())
                        .with("error_description", description)
                        .json());
    }
}
