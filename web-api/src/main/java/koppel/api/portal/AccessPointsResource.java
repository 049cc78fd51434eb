package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import koppel.api.json.Answer;
import koppel.api.json.RequestJson;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.document.AccessPoint;
import koppel.document.ManagingAccessPoints;
import koppel.shared.NotFound;

/** The operator lets Peppol access points in. */
@Path("/accessPoints")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class AccessPointsResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private ManagingAccessPoints managing;

    @GET
    @RolesAllowed(Roles.OPERATOR)
    public JsonArray list() {
        return Answer.list(
                managing.all(caller.actor()), accessPoint -> view(accessPoint).json());
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(RequestJson given) {
        RequestJson body = RequestJson.of(given);
        String name = body.text("name");
        body.done();
        ManagingAccessPoints.Issued issued = managing.create(caller.actor(), name);
        return Response.status(Response.Status.CREATED)
                .entity(view(issued.accessPoint())
                        .with("secret", issued.secret().reveal())
                        .json())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    public Response revoke(@PathParam("id") String id) {
        managing.revoke(caller.actor(), Ids.uuid(id).orElseThrow(() -> new NotFound("access point")));
        return Response.noContent().build();
    }

    private static Answer view(AccessPoint accessPoint) {
        return new Answer()
                .with("id", accessPoint.id())
                .with("name", accessPoint.name())
                .with("clientId", accessPoint.clientId())
                .with("createdOn", accessPoint.createdOn())
                .with("revokedOn", accessPoint.revokedOn());
    }
}
