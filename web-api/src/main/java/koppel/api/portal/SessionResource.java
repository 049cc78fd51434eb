package koppel.api.portal;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import koppel.api.json.Answer;
import koppel.api.json.RequestJson;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.api.security.AccessTokens;
import koppel.api.security.BodySize;
import koppel.api.security.Callers;
import koppel.api.security.TakesAtMost;
import koppel.connection.FailedAttempts;
import koppel.connection.TooManyAttempts;
import koppel.user.EmailAddress;
import koppel.user.SigningIn;
import koppel.user.User;

/** A person signs in. */
@Path("/session")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    @Inject
    private SigningIn signingIn;

    @Inject
    private AccessTokens tokens;

    @Inject
    private FailedAttempts attempts;

    @Context
    private HttpServletRequest servletRequest;

    @POST
    @PermitAll
    @TakesAtMost(BodySize.WITHOUT_CREDENTIALS)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response signIn(RequestJson given) {
        RequestJson body = RequestJson.of(given);
        String email = body.text("email");
        String password = body.text("password");
        body.wrong().require(email != null, "email", "An e-mail address is needed.");
        body.wrong().require(password != null, "password", "A password is needed.");
        body.done();
        // a password can be guessed, so that after too many from one address it is not even looked at
        String what = "sign-in of "
                + EmailAddress.tryParse(email).map(EmailAddress::key).orElse("nobody");
        String from = Callers.of(servletRequest).address();
        attempts.waiting(what, from).ifPresent(wait -> {
            throw new TooManyAttempts(wait);
        });
        User user = PasswordWork.run(() -> signingIn.signIn(email, password)).orElseThrow(() -> {
            attempts.failed(what, from);
            return new ProblemException(ProblemType.UNAUTHENTICATED, "E-mail address or password is not right.");
        });
        return Response.ok(new Answer()
                        .with("accessToken", tokens.forUser(user))
                        .with("tokenType", "Bearer")
                        .with("expiresIn", AccessTokens.LIFETIME.toSeconds())
                        .json())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
