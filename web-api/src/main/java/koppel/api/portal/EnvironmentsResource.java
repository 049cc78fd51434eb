package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.RequestJson;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.organisation.Environment;
import koppel.organisation.OperatingEnvironments;
import koppel.shared.Page;
import koppel.user.Password;

/** The environments of the installation, for the operator. */
@Path("/environments")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class EnvironmentsResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private OperatingEnvironments operating;

    @GET
    @RolesAllowed(Roles.OPERATOR)
    public JsonObject list() {
        return Answer.page(new Page<>(operating.all(caller.actor()), Optional.empty()), environment -> view(environment)
                .json());
    }

    /** The password of a new account is in this answer and never again. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(RequestJson given) {
        RequestJson body = RequestJson.of(given);
        OperatingEnvironments.Wish wish = new OperatingEnvironments.Wish(
                body.text("name"),
                body.text("timeZone"),
                body.object("administrator")
                        .map(person ->
                                new OperatingEnvironments.Administrator(person.text("email"), person.text("name"))));
        OperatingEnvironments.Created created = operating.create(caller.actor(), wish, body.wrong());
        return Response.status(Response.Status.CREATED)
                .entity(view(created.environment())
                        .with("password", created.password().map(Password::reveal))
                        .json())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Answer view(Environment environment) {
        return new Answer()
                .with("id", environment.id())
                .with("name", environment.name())
                .with("timeZone", environment.zone())
                .with("createdOn", environment.createdOn())
                .with("organisations", environment.organisations())
                .with("administrators", environment.administrators());
    }
}
