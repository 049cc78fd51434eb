package koppel.api.vendor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import koppel.api.problem.ProblemException;
import koppel.api.security.AsksForItself;
import koppel.api.security.BodySize;
import koppel.api.security.TakesAtMost;
import koppel.api.security.VendorApi;
import koppel.document.CheckingInvoice;
import koppel.document.CheckingInvoice.DryRun;
import koppel.document.SpooledContent;

/** A software package asks what the rules say about a document, before it sends it. Nothing is stored. */
@Path("/{partyId}/salesInvoice/validate")
@ApplicationScoped
@VendorApi
@Produces(MediaType.APPLICATION_JSON)
public class ValidateResource {

    @Inject
    private NamedOrganisation named;

    @Inject
    private CheckingInvoice checking;

    @POST
    @VendorApi
    @AsksForItself
    @TakesAtMost(BodySize.DOCUMENT)
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.APPLICATION_OCTET_STREAM})
    public JsonObject validate(@PathParam("partyId") String partyId, InputStream body) throws IOException {
        named.of(partyId);
        try (SpooledContent content = SpooledContent.of(body)) {
            DryRun outcome = checking.dryRun(content);
            if (outcome instanceof DryRun.Unreadable unreadable) {
                throw new ProblemException(Findings.problem(unreadable.findings()));
            }
            return Findings.verdict(((DryRun.Judged) outcome).verdict());
        }
    }

    @POST
    @VendorApi
    @TakesAtMost(BodySize.DOCUMENT)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public JsonObject validate(
            @PathParam("partyId") String partyId, @HeaderParam(HttpHeaders.CONTENT_TYPE) String type, InputStream form)
            throws IOException {
        return validate(partyId, FilePart.of(form, type));
    }
}
