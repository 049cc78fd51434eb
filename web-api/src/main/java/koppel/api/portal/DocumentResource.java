package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Optional;
import java.util.UUID;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.api.vendor.Findings;
import koppel.delivery.ViewingDocument;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.ReleasingDuplicate;
import koppel.document.ViewingDocuments;
import koppel.shared.NotFound;
import koppel.softwarepackage.Direction;

/** One document of an inbox or outbox: where it stands, how it came there, and what it says. */
@Path("/organisations/{organisationId}/{box: inbox|outbox}/{documentId}")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class DocumentResource {

    private static final String INBOX = "inbox";

    @Inject
    private PortalCaller caller;

    @Inject
    private ViewingDocument viewing;

    @Inject
    private ViewingDocuments documents;

    @Inject
    private ReleasingDuplicate releasing;

    @PathParam("organisationId")
    private String organisationId;

    @PathParam("box")
    private String box;

    @PathParam("documentId")
    private String documentId;

    @GET
    @RolesAllowed(Roles.USER)
    public JsonObject see() {
        return DocumentViews.seen(viewing.see(caller.actor(), organisation(), direction(), document()));
    }

    @GET
    @Path("/content")
    @RolesAllowed(Roles.USER)
    @Produces(MediaType.APPLICATION_XML)
    public Response content() {
        Document opened = viewing.open(caller.actor(), organisation(), direction(), document());
        StreamingOutput bytes = output -> {
            Optional<byte[]> part = viewing.part(opened, 0);
            for (int next = 1; part.isPresent(); next++) {
                output.write(part.get());
                part = viewing.part(opened, next);
            }
        };
        return Response.ok(bytes, MediaType.APPLICATION_XML)
                .header(HttpHeaders.CONTENT_LENGTH, opened.size())
                // somebody else wrote it: no browser is to run what is in it
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + opened.id() + ".xml\"")
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Path("/findings")
    @RolesAllowed(Roles.USER)
    public JsonObject findings() {
        return Findings.verdict(documents.findings(caller.actor(), organisation(), direction(), document()));
    }

    @POST
    @Path("/original")
    @RolesAllowed(Roles.USER)
    public Response original() {
        if (direction() != Direction.PURCHASE) {
            throw new NotFound("document");
        }
        releasing.release(caller.actor(), organisation(), document());
        return Response.noContent().build();
    }

    private UUID organisation() {
        return Ids.organisation(organisationId);
    }

    private Direction direction() {
        return INBOX.equals(box) ? Direction.PURCHASE : Direction.SALES;
    }

    private DocumentId document() {
        return Ids.document(documentId);
    }
}
