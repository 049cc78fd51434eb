package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.QueryNumbers;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.organisation.ConfirmingPartyIds;
import koppel.organisation.Organisation;
import koppel.organisation.UnconfirmedPartyIds;

/** The party ids that wait for the operator. */
@Path("/partyIds")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class PartyIdsResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private ConfirmingPartyIds confirming;

    @GET
    @RolesAllowed(Roles.OPERATOR)
    public JsonObject waiting(
            @QueryParam("after") String after, @QueryParam("limit") @DefaultValue("50") String limit) {
        return Answer.page(
                confirming.waiting(caller.actor(), Optional.ofNullable(after), QueryNumbers.limit(limit)),
                PartyIdsResource::view);
    }

    @POST
    @Path("/{partyId}/confirm")
    @RolesAllowed(Roles.OPERATOR)
    public Response confirm(@PathParam("partyId") String partyId) {
        confirming.confirm(caller.actor(), partyId);
        return Response.noContent().build();
    }

    @DELETE
    @Path("/{partyId}")
    @RolesAllowed(Roles.OPERATOR)
    public Response refuse(@PathParam("partyId") String partyId) {
        confirming.refuse(caller.actor(), partyId);
        return Response.noContent().build();
    }

    private static JsonObject view(UnconfirmedPartyIds.Waiting waiting) {
        Organisation organisation = waiting.organisation();
        return new Answer()
                .with("partyId", waiting.partyId())
                .with("createdOn", waiting.since())
                .with("environmentId", organisation.environment())
                .with(
                        "organisation",
                        new Answer()
                                .with("id", organisation.publicId())
                                .with("companyId", organisation.companyId())
                                .with("name", organisation.name())
                                .json())
                .json();
    }
}
