package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
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
import koppel.api.security.BodySize;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.api.security.TakesAtMost;
import koppel.api.vendor.Findings;
import koppel.document.ReceivingInvoice;
import koppel.document.ReceivingInvoice.Outcome;
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

    @GET
    @Path("/inbox")
    @RolesAllowed(Roles.USER)
    public JsonObject inbox(
            @PathParam("organisationId") String organisationId,
            @BeanParam Wanted wanted,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        return box(organisationId, Direction.PURCHASE, wanted, after, QueryNumbers.limit(limit));
    }

    @GET
    @Path("/outbox")
    @RolesAllowed(Roles.USER)
    public JsonObject outbox(
            @PathParam("organisationId") String organisationId,
            @BeanParam Wanted wanted,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        return box(organisationId, Direction.SALES, wanted, after, QueryNumbers.limit(limit));
    }

    private JsonObject box(String organisationId, Direction direction, Wanted wanted, String after, int limit) {
        return Answer.page(
                viewing.box(
                        caller.actor(),
                        Ids.organisation(organisationId),
                        direction,
                        wanted.query(),
                        Optional.ofNullable(after),
                        limit),
                entry -> DocumentViews.entry(entry).json());
    }

    @POST
    @Path("/inbox")
    @RolesAllowed(Roles.USER)
    @TakesAtMost(BodySize.DOCUMENT)
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

    /** The filters of a box, as the query gives them. */
    public static final class Wanted {

        @QueryParam("state")
        private String state;

        @QueryParam("search")
        private String search;

        @QueryParam("from")
        private String from;

        @QueryParam("to")
        private String to;

        @QueryParam("connectionId")
        private String connection;

        ViewingDocuments.Query query() {
            return new ViewingDocuments.Query(state, search, from, to, connection);
        }
    }
}
