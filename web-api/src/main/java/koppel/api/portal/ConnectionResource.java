package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.RequestJson;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.connection.DeletingConnection;
import koppel.connection.IssuedConnection;
import koppel.connection.QuickConnectWish;
import koppel.connection.Reconnecting;
import koppel.connection.RenewingKeys;
import koppel.connection.RevokingConnection;
import koppel.connection.ViewingConnections;
import koppel.shared.Page;

/** One connection, and what an administrator does with it. */
@Path("/connections/{id}")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private ViewingConnections viewing;

    @Inject
    private RenewingKeys renewing;

    @Inject
    private RevokingConnection revoking;

    @Inject
    private Reconnecting reconnecting;

    @Inject
    private DeletingConnection deleting;

    @GET
    @RolesAllowed(Roles.USER)
    public JsonObject get(@PathParam("id") String id) {
        return ConnectionViews.seen(viewing.see(caller.actor(), Ids.connection(id)));
    }

    /** The sets of keys that the connection has had; never a Secret. */
    @GET
    @Path("/keys")
    @RolesAllowed(Roles.USER)
    public JsonObject keySets(@PathParam("id") String id) {
        return Answer.page(
                new Page<>(viewing.keySets(caller.actor(), Ids.connection(id)), Optional.empty()),
                ConnectionViews::keySet);
    }

    @POST
    @Path("/keys")
    @RolesAllowed(Roles.USER)
    public Response renewKeys(@PathParam("id") String id, RequestJson given) {
        RequestJson body = RequestJson.of(given);
        Integer overlapSeconds = body.integer("overlapSeconds");
        boolean compromised = body.flag("compromised", false);
        IssuedConnection renewed = renewing.renew(
                caller.actor(),
                Ids.connection(id),
                overlapSeconds == null ? 0 : overlapSeconds,
                compromised,
                body.wrong());
        Answer answer = ConnectionViews.keysAnswer(renewed);
        if (compromised) {
            // who used what may have leaked
            answer.with(
                    "oldSetUses",
                    Answer.list(
                            viewing.uses(caller.actor(), Ids.connection(id)).stream()
                                    .filter(use -> use.generation()
                                            < renewed.connection().generation())
                                    .toList(),
                            ConnectionViews::use));
        }
        return issued(answer.json());
    }

    @POST
    @Path("/revoke")
    @RolesAllowed(Roles.USER)
    public JsonObject revoke(@PathParam("id") String id) {
        RevokingConnection.Revoked revoked = revoking.revoke(caller.actor(), Ids.connection(id));
        return new Answer()
                .with("id", revoked.connection().id())
                .with("state", revoked.connection().state())
                .with("revokedOn", revoked.connection().revokedAt())
                .with("withdrawn", revoked.withdrawn())
                .json();
    }

    @POST
    @Path("/reconnect")
    @RolesAllowed(Roles.USER)
    public Response reconnect(@PathParam("id") String id, RequestJson given) {
        RequestJson body = RequestJson.of(given);
        boolean reoffer = body.flag("reoffer", true);
        Optional<LocalDate> startDate = QuickConnectWish.date(body.text("startDate"), body.wrong());
        body.done();
        return issued(
                ConnectionViews.keys(reconnecting.reconnect(caller.actor(), Ids.connection(id), reoffer, startDate)));
    }

    @DELETE
    @RolesAllowed(Roles.USER)
    public Response delete(@PathParam("id") String id) {
        deleting.delete(caller.actor(), Ids.connection(id));
        return Response.noContent().build();
    }

    private static Response issued(JsonObject keys) {
        return Response.status(Response.Status.CREATED)
                .entity(keys)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
