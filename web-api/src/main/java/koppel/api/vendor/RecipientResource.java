package koppel.api.vendor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import koppel.api.json.Answer;
import koppel.api.json.RequestTexts;
import koppel.api.security.VendorApi;
import koppel.document.FindingRecipient;
import koppel.shared.NotFound;

/** A software package asks under which of several party ids a receiver can be reached. */
@Path("/{partyId}/salesInvoice/queryRecipientParty")
@ApplicationScoped
@VendorApi
@Produces(MediaType.APPLICATION_JSON)
public class RecipientResource {

    @Inject
    private NamedOrganisation named;

    @Inject
    private FindingRecipient finding;

    @POST
    @VendorApi
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonObject query(@PathParam("partyId") String partyId, RequestTexts body) {
        named.of(partyId);
        List<String> candidates = body == null ? List.of() : body.texts();
        return finding.first(candidates)
                .map(reachable -> new Answer().with("id", reachable).json())
                .orElseThrow(() -> new NotFound("reachable party"));
    }
}
