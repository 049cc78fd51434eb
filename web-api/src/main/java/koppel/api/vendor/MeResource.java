package koppel.api.vendor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import koppel.api.json.Answer;
import koppel.api.security.VendorApi;
import koppel.api.security.VendorCaller;
import koppel.connection.ServedOrganisations;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;
import koppel.softwarepackage.SoftwarePackage;

/** Tests the connection, and tells for which parties the keys are. */
@Path("/me")
@ApplicationScoped
@VendorApi
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    @Inject
    private VendorCaller caller;

    @Inject
    private ServedOrganisations organisations;

    @GET
    @VendorApi
    public JsonObject me() {
        return new Answer().with("name", caller.holder().connectionName()).json();
    }

    @GET
    @Path("/party")
    @VendorApi
    public JsonArray parties() {
        SoftwarePackage.Directions may = caller.holder().softwarePackage().directions();
        JsonObject permissions = new Answer()
                .with("canSendDocument", may.send())
                .with("canReceiveDocument", may.purchase() || may.sales())
                .with("canRemoveDocument", true)
                .with("canManageHook", true)
                .with("canChangeDocumentStatus", true)
                .json();
        return Answer.list(
                organisations.of(caller.holder().connection()).stream()
                        .flatMap(organisation ->
                                organisation.partyIds().stream().map(partyId -> new Party(organisation, partyId)))
                        .toList(),
                party -> new Answer()
                        .with("id", party.id())
                        .with("name", party.organisation().name())
                        .with("permissions", permissions)
                        .json());
    }

    private record Party(Organisation organisation, PartyId id) {}
}
