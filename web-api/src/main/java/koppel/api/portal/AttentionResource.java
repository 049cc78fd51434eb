package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.QueryNumbers;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.delivery.ParkedOffers;
import koppel.delivery.Redriving;

/** Documents that a package took again and again without acknowledging them. */
@Path("/organisations/{organisationId}/needsAttention")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class AttentionResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private Redriving redriving;

    @GET
    @RolesAllowed(Roles.USER)
    public JsonObject list(
            @PathParam("organisationId") String organisationId,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        return Answer.page(
                redriving.needsAttention(
                        caller.actor(),
                        Ids.organisation(organisationId),
                        Optional.ofNullable(after),
                        QueryNumbers.limit(limit)),
                AttentionResource::view);
    }

    @POST
    @Path("/{documentId}/redrive")
    @RolesAllowed(Roles.USER)
    public Response redrive(
            @PathParam("organisationId") String organisationId, @PathParam("documentId") String documentId) {
        redriving.redrive(caller.actor(), Ids.organisation(organisationId), Ids.document(documentId));
        return Response.noContent().build();
    }

    private static JsonObject view(ParkedOffers.Parked parked) {
        return new Answer()
                .with("documentId", parked.document())
                .with("direction", parked.direction().name().toLowerCase(Locale.ROOT))
                .with("connectionId", parked.connection())
                .with("sender", parked.sender())
                .with("number", parked.number())
                .with("deliveries", parked.failures())
                .with("since", parked.offeredOn())
                .json();
    }
}
