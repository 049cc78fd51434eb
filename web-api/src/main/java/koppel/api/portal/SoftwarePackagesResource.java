package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import koppel.api.json.Answer;
import koppel.api.security.PortalApi;
import koppel.api.security.Roles;
import koppel.softwarepackage.SoftwarePackages;

/** The catalogue of software packages. */
@Path("/softwarePackages")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class SoftwarePackagesResource {

    @Inject
    private SoftwarePackages softwarePackages;

    @GET
    @RolesAllowed(Roles.USER)
    public JsonArray list() {
        return Answer.list(softwarePackages.all(), one -> new Answer()
                .with("id", one.id())
                .with("name", one.name())
                .with("vendor", one.vendor())
                .with(
                        "directions",
                        new Answer()
                                .with("purchase", one.directions().purchase())
                                .with("sales", one.directions().sales())
                                .with("send", one.directions().send())
                                .json())
                .with("quickConnect", one.quickConnect())
                .with("method", one.method().word())
                .json());
    }
}
