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
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.organisation.Memberships;

/** One organisation. Apart from the list, as JAX-RS never looks into a class with a shorter path than the best match. */
@Path("/organisations/{organisationId}")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class OrganisationResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private Memberships memberships;

    @GET
    @RolesAllowed(Roles.USER)
    public JsonObject get(@PathParam("organisationId") String organisationId) {
        return OrganisationsResource.view(memberships.of(caller.actor(), Ids.organisation(organisationId)))
                .json();
    }
}
