package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import koppel.api.json.Answer;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.organisation.Memberships;
import koppel.shared.NotFound;
import koppel.user.User;
import koppel.user.Users;

/** Who is signed in, and where that person has a role. */
@Path("/me")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class PortalMeResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private Users users;

    @Inject
    private Memberships memberships;

    @GET
    @RolesAllowed(Roles.USER)
    public JsonObject me() {
        User user = users.byId(caller.actor().id()).orElseThrow(() -> new NotFound("user"));
        return new Answer()
                .with("email", user.email().value())
                .with("name", user.name())
                .with("operator", user.operator())
                .with("environments", Answer.list(users.memberships(user.id()), environment -> new Answer()
                        .with("id", environment.environment())
                        .with("name", environment.name())
                        .with("timeZone", environment.zone())
                        .with("role", environment.role())
                        .json()))
                .with("organisations", Answer.list(memberships.of(caller.actor()), membership -> new Answer()
                        .with("id", membership.organisation().publicId())
                        .with("name", membership.organisation().name())
                        .with("role", membership.role().word())
                        .json()))
                .json();
    }
}
