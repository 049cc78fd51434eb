package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.RequestJson;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.connection.CreatingConnection;
import koppel.connection.IssuedConnection;
import koppel.connection.NewConnection;
import koppel.connection.ViewingConnections;
import koppel.shared.Page;
import koppel.softwarepackage.SoftwarePackage;

/** The connections of an organisation. */
@Path("/organisations/{organisationId}/connections")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionsResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private ViewingConnections viewing;

    @Inject
    private CreatingConnection creating;

    @GET
    @RolesAllowed(Roles.USER)
    public JsonObject list(@PathParam("organisationId") String organisationId) {
        return Answer.page(
                new Page<>(viewing.of(caller.actor(), Ids.organisation(organisationId)), Optional.empty()),
                ConnectionViews::seen);
    }

    @POST
    @RolesAllowed(Roles.USER)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@PathParam("organisationId") String organisationId, RequestJson given) {
        RequestJson body = RequestJson.of(given);
        NewConnection asked = new NewConnection(
                body.text("softwarePackage"),
                body.text("name"),
                body.text("acknowledgement"),
                body.integer("leaseSeconds"),
                body.text("administration"),
                body.text("follows"),
                body.flag("reoffer", true),
                directions(body));
        IssuedConnection issued =
                creating.create(caller.actor(), Ids.organisation(organisationId), asked, body.wrong());
        return Response.created(URI.create(
                        "portal/v1/connections/" + issued.connection().id()))
                .entity(ConnectionViews.issued(issued))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Optional<SoftwarePackage.Directions> directions(RequestJson body) {
        return body.object("directions")
                .map(chosen -> new SoftwarePackage.Directions(
                        chosen.flag("purchase", false), chosen.flag("sales", false), chosen.flag("send", false)));
    }
}
