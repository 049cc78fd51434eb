package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.RequestJson;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.connection.vendor.EndingVendorCredentials;
import koppel.connection.vendor.IssuingVendorCredentials;
import koppel.connection.vendor.SettingConnectors;
import koppel.shared.Page;
import koppel.softwarepackage.SoftwarePackages;

/** The catalogue of software packages. */
@Path("/softwarePackages")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class SoftwarePackagesResource {

    @Inject
    private SoftwarePackages softwarePackages;

    @Inject
    private PortalCaller caller;

    @Inject
    private IssuingVendorCredentials issuing;

    @Inject
    private EndingVendorCredentials ending;

    @Inject
    private SettingConnectors connectors;

    /** The vendor's own credentials; the secret is in this answer and never again. */
    @POST
    @Path("/{id}/credentials")
    @RolesAllowed(Roles.OPERATOR)
    public Response credentials(@PathParam("id") String id, RequestJson given) {
        RequestJson body = RequestJson.of(given);
        Integer overlapSeconds = body.integer("overlapSeconds");
        body.done();
        IssuingVendorCredentials.Issued issued =
                issuing.issue(caller.actor(), id, overlapSeconds == null ? 0 : overlapSeconds);
        return Response.status(Response.Status.CREATED)
                .entity(new Answer()
                        .with("softwarePackage", issued.softwarePackage())
                        .with("clientId", issued.clientId())
                        .with("clientSecret", issued.secret().reveal())
                        .with("createdOn", issued.createdOn())
                        .json())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** What the vendor has and had; never a secret. */
    @GET
    @Path("/{id}/credentials")
    @RolesAllowed(Roles.OPERATOR)
    public JsonObject credentialsOf(@PathParam("id") String id) {
        return Answer.page(new Page<>(ending.of(caller.actor(), id), Optional.empty()), credential -> new Answer()
                .with("clientId", credential.clientId())
                .with("createdOn", credential.createdOn())
                .with("validUntil", credential.validUntil())
                .json());
    }

    @DELETE
    @Path("/{id}/credentials/{clientId}")
    @RolesAllowed(Roles.OPERATOR)
    public Response endCredentials(@PathParam("id") String id, @PathParam("clientId") String clientId) {
        ending.end(caller.actor(), id, clientId);
        return Response.noContent().build();
    }

    /** Where the package's administrations are fetched; what follows # is sent along as a token and never shown. */
    @PUT
    @Path("/{id}/connector")
    @RolesAllowed(Roles.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response connector(@PathParam("id") String id, RequestJson given) {
        RequestJson body = RequestJson.of(given);
        String url = body.text("url");
        body.done();
        connectors.set(caller.actor(), id, url);
        return Response.noContent().build();
    }

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
