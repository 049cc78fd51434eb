package koppel.api.vendor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.RequestJson;
import koppel.api.security.VendorApi;
import koppel.api.security.VendorCaller;
import koppel.delivery.RespondingToInvoices;
import koppel.document.DocumentId;
import koppel.document.InvoiceResponse;
import koppel.document.Responses;
import koppel.organisation.Organisation;
import koppel.softwarepackage.Direction;

/** Purchase invoices: what the organisation received, and what it says about them. */
@Path("/{partyId}/purchaseInvoice")
@ApplicationScoped
@VendorApi
public class PurchaseInvoiceResource extends DocumentsResource {

    @Inject
    private VendorCaller caller;

    @Inject
    private NamedOrganisation named;

    @Inject
    private RespondingToInvoices responding;

    public PurchaseInvoiceResource() {
        super(Direction.PURCHASE);
    }

    @POST
    @Path("/{documentId}/response")
    @VendorApi
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonObject respond(
            @PathParam("partyId") String partyId, @PathParam("documentId") String documentId, RequestJson given) {
        Organisation organisation = named.of(partyId);
        DocumentId id = NamedOrganisation.document(documentId);
        responding.respond(caller.holder(), organisation.id(), id, response(RequestJson.of(given)));
        return new Answer().with("id", id).json();
    }

    private static Responses.Given response(RequestJson body) {
        Optional<InvoiceResponse> status =
                body.parsed("status", InvoiceResponse::ofCode, "One of AB, IP, UQ, CA, RE, AP, PD.");
        body.wrong()
                .require(
                        status.isPresent() || !body.wrong().isEmpty(),
                        "status",
                        "One of AB, IP, UQ, CA, RE, AP, PD is needed.");
        List<String> clarifications = new ArrayList<>(body.namedTexts("reasons"));
        clarifications.addAll(body.namedTexts("actions"));
        String note = body.text("note");
        body.done();
        return new Responses.Given(status.orElseThrow(), clarifications, Optional.ofNullable(note));
    }
}
