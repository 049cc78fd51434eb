package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.QueryNumbers;
import koppel.api.jsonp.JsonLibrary;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.audit.AuditTrail;
import koppel.audit.ViewingAudit;
import koppel.organisation.Memberships;
import koppel.organisation.Organisation;

/**
 * The audit of an organisation. A class of its own, as JAX-RS chooses the class with the longest path first and looks no further: a method
 * for a path under {@code /organisations/{id}} in a class with a shorter one is never found.
 */
@Path("/organisations/{organisationId}/audit")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private Memberships memberships;

    @Inject
    private ViewingAudit viewingAudit;

    @GET
    @RolesAllowed(Roles.USER)
    public JsonObject list(
            @PathParam("organisationId") String organisationId,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        Organisation organisation = memberships.asMember(caller.actor(), Ids.organisation(organisationId));
        return Answer.page(
                viewingAudit.of(organisation.id(), Optional.ofNullable(after), QueryNumbers.limit(limit)),
                AuditResource::view);
    }

    private static JsonObject view(AuditTrail.Entry entry) {
        return new Answer()
                .with("at", entry.at())
                .with("actor", entry.actor())
                .with("from", entry.from())
                .with("act", entry.act())
                .with("connectionId", entry.connection())
                .with(
                        "details",
                        JsonLibrary.PROVIDER
                                .createObjectBuilder(entry.details())
                                .build())
                .json();
    }
}
