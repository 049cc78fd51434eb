package koppel.api.connect;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.security.AccessTokens;
import koppel.api.security.BasicCredentials;
import koppel.connection.AuthenticatingKeys;
import koppel.connection.AuthenticatingKeys.Authentication;

/** The token endpoint of OAuth 2.0 (RFC 6749, section 3.2); its errors follow section 5.2 and not the problem form. */
@Path("/token")
@RequestScoped
public class TokenResource {

    private static final String SCOPE = "ap";

    @Inject
    private AuthenticatingKeys authenticatingKeys;

    @Inject
    private AccessTokens tokens;

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public Response token(
            MultivaluedMap<String, String> given, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        MultivaluedMap<String, String> form = given == null ? new MultivaluedHashMap<>() : given;
        if (form.values().stream().anyMatch(values -> values.size() > 1)) {
            return error(400, "invalid_request", "A parameter is given more than once.");
        }
        String grantType = form.getFirst("grant_type");
        String clientId = form.getFirst("client_id");
        String clientSecret = form.getFirst("client_secret");
        String scope = form.getFirst("scope");
        Optional<BasicCredentials> basic = BasicCredentials.parse(authorization);
        if (grantType == null) {
            return error(400, "invalid_request", "grant_type is missing.");
        }
        if (!"client_credentials".equals(grantType)) {
            return error(400, "unsupported_grant_type", "Use client_credentials.");
        }
        if (basic.isPresent() && clientSecret != null) {
            return error(400, "invalid_request", "Authenticate in the body or by Basic, not both.");
        }
        if (scope != null && !scope.isBlank() && !SCOPE.equals(scope.strip())) {
            return error(400, "invalid_scope", "The scope is ap.");
        }
        Authentication authentication = basic.map(pair -> authenticatingKeys.byKeys(pair.name(), pair.password()))
                .orElseGet(() -> authenticatingKeys.byKeys(clientId, clientSecret));
        if (authentication instanceof Authentication.Authenticated authenticated) {
            return uncached(Response.ok())
                    .entity(new Answer()
                            .with("access_token", tokens.forKeys(authenticated.holder()))
                            .with("token_type", "Bearer")
                            .with("expires_in", AccessTokens.LIFETIME.toSeconds())
                            .with("scope", SCOPE)
                            .json())
                    .build();
        }
        return error(401, "invalid_client", describe(authentication));
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

    private static Response error(int status, String error, String description) {
        Response.ResponseBuilder response = uncached(Response.status(status))
                .entity(new Answer()
                        .with("error", error)
                        .with("error_description", description)
                        .json());
        if (status == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Koppel\", charset=\"UTF-8\"");
        }
        return response.build();
    }

    private static Response.ResponseBuilder uncached(Response.ResponseBuilder response) {
        return response.type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache");
    }
}
