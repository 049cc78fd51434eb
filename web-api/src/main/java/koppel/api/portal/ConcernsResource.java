package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import koppel.api.json.Answer;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.delivery.Statistics;
import koppel.delivery.ViewingStatistics;

/** What needs somebody's attention in an organisation. */
@Path("/organisations/{organisationId}/attention")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class ConcernsResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private ViewingStatistics viewing;

    @GET
    @RolesAllowed(Roles.USER)
    public JsonObject list(@PathParam("organisationId") String organisationId) {
        return new Answer()
                .with(
                        "items",
                        Answer.list(
                                viewing.concerns(caller.actor(), Ids.organisation(organisationId)),
                                ConcernsResource::view))
                .json();
    }

    private static JsonObject view(Statistics.Concern concern) {
        return new Answer()
                .with("kind", concern.kind())
                .with("count", concern.count())
                .with("since", concern.since())
                .with("connectionId", concern.connection())
                .with("connectionName", concern.connectionName())
                .with("softwarePackage", concern.softwarePackage())
                .with("reofferId", concern.run())
                .json();
    }
}
