package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.RequestJson;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.organisation.CreatingOrganisation;
import koppel.organisation.Memberships;
import koppel.organisation.Organisation;
import koppel.organisation.Organisations;
import koppel.shared.Page;

/** The organisations of a person. */
@Path("/organisations")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class OrganisationsResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private Memberships memberships;

    @Inject
    private CreatingOrganisation creatingOrganisation;

    @GET
    @RolesAllowed(Roles.USER)
    public JsonObject list() {
        return Answer.page(new Page<>(memberships.of(caller.actor()), Optional.empty()), membership -> view(membership)
                .json());
    }

    @POST
    @RolesAllowed(Roles.USER)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(RequestJson given) {
        RequestJson body = RequestJson.of(given);
        CreatingOrganisation.Wish wish = new CreatingOrganisation.Wish(
                body.text("name"), body.texts("partyIds"), body.text("country"), body.integer("environmentId"));
        CreatingOrganisation.Created created = creatingOrganisation.create(caller.actor(), wish, body.wrong());
        return Response.created(URI.create(
                        "portal/v1/organisations/" + created.organisation().publicId()))
                .entity(view(created.organisation())
                        .with("warnings", created.warnings())
                        .json())
                .build();
    }

    static Answer view(Organisations.Membership membership) {
        return view(membership.organisation()).with("role", membership.role().word());
    }

    private static Answer view(Organisation organisation) {
        return new Answer()
                .with("id", organisation.publicId())
                .with("companyId", organisation.companyId())
                .with("name", organisation.name())
                .with("environmentId", organisation.environment())
                .with("partyIds", organisation.partyIds())
                .with("unconfirmedPartyIds", organisation.unconfirmed());
    }
}
