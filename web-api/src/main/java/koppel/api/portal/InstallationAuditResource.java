package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.QueryNumbers;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.audit.InstallationAudit;
import koppel.audit.ViewingAudit;

/** What the operator did that belongs to no organisation. */
@Path("/audit")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class InstallationAuditResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private ViewingAudit viewingAudit;

    @GET
    @RolesAllowed(Roles.OPERATOR)
    public JsonObject list(@QueryParam("after") String after, @QueryParam("limit") @DefaultValue("50") String limit) {
        return Answer.page(
                viewingAudit.ofInstallation(caller.actor(), Optional.ofNullable(after), QueryNumbers.limit(limit)),
                InstallationAuditResource::view);
    }

    private static JsonObject view(InstallationAudit.Entry entry) {
        return new Answer()
                .with("at", entry.at())
                .with("actor", entry.actor())
                .with("from", entry.from())
                .with("act", entry.act())
                .with("details", Json.createObjectBuilder(entry.details()).build())
                .json();
    }
}
