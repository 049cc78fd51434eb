package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.QueryNumbers;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.api.vendor.Findings;
import koppel.document.BoxEntry;
import koppel.document.Document;
import koppel.document.InvoiceHead;
import koppel.document.ReceivingInvoice;
import koppel.document.ReceivingInvoice.Outcome;
import koppel.document.ReleasingDuplicate;
import koppel.document.SpooledContent;
import koppel.document.ViewingDocuments;
import koppel.softwarepackage.Direction;

/** Inbox and outbox of an organisation. */
@Path("/organisations/{organisationId}")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class BoxResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private ViewingDocuments viewing;

    @Inject
    private ReceivingInvoice receiving;

    @Inject
    private ReleasingDuplicate releasing;

    @GET
    @Path("/inbox")
    @RolesAllowed(Roles.USER)
    public JsonObject inbox(
            @PathParam("organisationId") String organisationId,
            @QueryParam("state") String state,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        return box(organisationId, Direction.PURCHASE, state, after, QueryNumbers.limit(limit));
    }

    @GET
    @Path("/outbox")
    @RolesAllowed(Roles.USER)
    public JsonObject outbox(
            @PathParam("organisationId") String organisationId,
            @QueryParam("state") String state,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        return box(organisationId, Direction.SALES, state, after, QueryNumbers.limit(limit));
    }

    private JsonObject box(String organisationId, Direction direction, String state, String after, int limit) {
        return Answer.page(
                viewing.box(
                        caller.actor(),
                        Ids.organisation(organisationId),
                        direction,
                        state,
                        Optional.ofNullable(after),
                        limit),
                BoxResource::view);
    }

    @POST
    @Path("/inbox")
    @RolesAllowed(Roles.USER)
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.APPLICATION_OCTET_STREAM})
    public Response upload(@PathParam("organisationId") String organisationId, InputStream body) throws IOException {
        try (SpooledContent content = SpooledContent.of(body)) {
            Outcome outcome = receiving.upload(caller.actor(), Ids.organisation(organisationId), content);
            if (outcome instanceof Outcome.Received received) {
                return Response.status(Response.Status.CREATED)
                        .entity(new Answer()
                                .with("documentId", received.document().id())
                                .with("duplicateOf", received.document().duplicateOf())
                                .with("valid", received.document().valid())
                                .json())
                        .build();
            }
            if (outcome instanceof Outcome.Unreadable unreadable) {
                throw new ProblemException(Findings.problem(unreadable.verdict().findings()));
            }
            throw new ProblemException(
                    Problem.of(ProblemType.RECEIVER_OTHER, "The buyer's endpoint id is not this organisation's."));
        }
    }

    @GET
    @Path("/inbox/{documentId}/findings")
    @RolesAllowed(Roles.USER)
    public JsonObject inboxFindings(
            @PathParam("organisationId") String organisationId, @PathParam("documentId") String documentId) {
        return findings(organisationId, Direction.PURCHASE, documentId);
    }

    @GET
    @Path("/outbox/{documentId}/findings")
    @RolesAllowed(Roles.USER)
    public JsonObject outboxFindings(
            @PathParam("organisationId") String organisationId, @PathParam("documentId") String documentId) {
        return findings(organisationId, Direction.SALES, documentId);
    }

    private JsonObject findings(String organisationId, Direction direction, String documentId) {
        return Findings.verdict(viewing.findings(
                caller.actor(), Ids.organisation(organisationId), direction, Ids.document(documentId)));
    }

    @POST
    @Path("/inbox/{documentId}/original")
    @RolesAllowed(Roles.USER)
    public Response original(
            @PathParam("organisationId") String organisationId, @PathParam("documentId") String documentId) {
        releasing.release(caller.actor(), Ids.organisation(organisationId), Ids.document(documentId));
        return Response.noContent().build();
    }

    private static JsonObject view(BoxEntry entry) {
        Document document = entry.document();
        InvoiceHead head = document.head();
        return new Answer()
                .with("documentId", document.id())
                .with("state", entry.state().word())
                .with("reason", entry.reason())
                .with("kind", head.kind().root())
                .with("sender", head.supplier())
                .with("senderName", head.supplierName())
                .with("receiver", head.customer())
                .with("receiverName", head.customerName())
                .with("number", head.number())
                .with("issueDate", head.issueDate())
                .with("dueDate", head.dueDate())
                .with("total", head.payableAmount())
                .with("currency", head.currency())
                .with("receivedOn", document.receivedOn())
                .with("expiresAt", document.expiresOn())
                .with("size", document.size())
                .with("duplicateOf", document.duplicateOf())
                .with("valid", document.valid())
                .json();
    }
}
