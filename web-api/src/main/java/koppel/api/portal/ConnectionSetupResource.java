package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import koppel.api.address.PublicAddress;
import koppel.api.json.AdministrationViews;
import koppel.api.json.Answer;
import koppel.api.json.QuickConnectWishes;
import koppel.api.json.RequestJson;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.connection.HandingOver;
import koppel.connection.QuickConnectWish;
import koppel.connection.QuickConnecting;
import koppel.connection.ServingOrganisations;
import koppel.connection.ViewingConnections;
import koppel.shared.Page;

/** How one connection is set up: Quick Connect, hand-over to a colleague, further organisations; and who uses its keys. */
@Path("/connections/{id}")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionSetupResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private PublicAddress address;

    @Inject
    private ViewingConnections viewing;

    @Inject
    private QuickConnecting quickConnecting;

    @Inject
    private HandingOver handingOver;

    @Inject
    private ServingOrganisations serving;

    @GET
    @Path("/administrations")
    @RolesAllowed(Roles.USER)
    public JsonObject administrations(@PathParam("id") String id, @QueryParam("organisationId") String organisationId) {
        return AdministrationViews.list(
                organisationId == null
                        ? quickConnecting.administrations(caller.actor(), Ids.connection(id))
                        : quickConnecting.administrations(
                                caller.actor(), Ids.connection(id), Ids.organisation(organisationId)));
    }

    @PUT
    @Path("/quickConnect")
    @RolesAllowed(Roles.USER)
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonObject quickConnect(@PathParam("id") String id, RequestJson given) {
        RequestJson body = RequestJson.of(given);
        QuickConnectWish wish = QuickConnectWishes.of(body, null);
        wish.checkForm(body.wrong());
        body.done();
        return ConnectionViews.overview(quickConnecting.apply(caller.actor(), Ids.connection(id), wish));
    }

    @POST
    @Path("/handover")
    @RolesAllowed(Roles.USER)
    public Response handOver(@PathParam("id") String id, @Context HttpServletRequest request, RequestJson given) {
        RequestJson body = RequestJson.of(given);
        Integer expiresInSeconds = body.integer("expiresInSeconds");
        body.done();
        HandingOver.Link link = handingOver.create(caller.actor(), Ids.connection(id), expiresInSeconds);
        // behind the #, which no browser sends to any server
        return Response.status(Response.Status.CREATED)
                .entity(new Answer()
                        .with(
                                "url",
                                address.of(request) + "/console/handover#"
                                        + link.token().reveal())
                        .with("expiresOn", link.expiresOn())
                        .json())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Path("/uses")
    @RolesAllowed(Roles.USER)
    public JsonObject uses(@PathParam("id") String id) {
        return Answer.page(
                new Page<>(viewing.uses(caller.actor(), Ids.connection(id)), Optional.empty()), ConnectionViews::use);
    }

    @PUT
    @Path("/organisations/{organisationId}")
    @RolesAllowed(Roles.USER)
    public Response serve(
            @PathParam("id") String id, @PathParam("organisationId") String organisationId, RequestJson given) {
        RequestJson body = RequestJson.of(given);
        ServingOrganisations.Wish wish = new ServingOrganisations.Wish(
                body.text("administration"), body.text("startDate"), body.optionalFlag("salesInvoices"));
        ServingOrganisations.Served served =
                serving.serve(caller.actor(), Ids.connection(id), Ids.organisation(organisationId), wish, body.wrong());
        return Response.status(served.added() ? Response.Status.CREATED : Response.Status.OK)
                .entity(ConnectionViews.served(served.organisation(), served.service())
                        .json())
                .build();
    }

    @DELETE
    @Path("/organisations/{organisationId}")
    @RolesAllowed(Roles.USER)
    public Response remove(@PathParam("id") String id, @PathParam("organisationId") String organisationId) {
        serving.remove(caller.actor(), Ids.connection(id), Ids.organisation(organisationId));
        return Response.noContent().build();
    }
}
