package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import koppel.api.json.RequestJson;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.connection.FailedAttempts;
import koppel.connection.TooManyAttempts;
import koppel.shared.NotAllowed;
import koppel.user.ChangingPassword;

/** The password of whoever is signed in. */
@Path("/me/password")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class MyPasswordResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private ChangingPassword changing;

    @Inject
    private FailedAttempts attempts;

    @PUT
    @RolesAllowed(Roles.USER)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(RequestJson given) {
        RequestJson body = RequestJson.of(given);
        String current = body.text("currentPassword");
        String chosen = body.text("newPassword");
        body.wrong().require(current != null, "currentPassword", "The password until now is needed.");
        body.wrong().require(chosen != null, "newPassword", "A new password is needed.");
        body.done();
        String what = "password of " + caller.actor().id().number();
        String from = caller.actor().from();
        attempts.waiting(what, from).ifPresent(wait -> {
            throw new TooManyAttempts(wait);
        });
        if (!PasswordWork.run(() -> changing.change(caller.actor(), current, chosen))) {
            attempts.failed(what, from);
            throw new NotAllowed("The password until now is not right.");
        }
        return Response.noContent().build();
    }
}
