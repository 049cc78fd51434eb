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
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.api.json.Answer;
import koppel.api.json.QueryNumbers;
import koppel.api.json.RequestJson;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.connection.ConnectionId;
import koppel.delivery.FollowingReoffers;
import koppel.delivery.ReofferHistory;
import koppel.delivery.ReofferRun;
import koppel.delivery.Reoffering;
import koppel.delivery.Reoffers;
import koppel.document.DocumentId;
import koppel.shared.InvalidInput;
import koppel.shared.Moment;
import koppel.softwarepackage.Direction;

/** "Re-offer to API": a person has documents offered again. */
@Path("/reoffers")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class ReoffersResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private Reoffering reoffering;

    @Inject
    private FollowingReoffers following;

    @POST
    @RolesAllowed(Roles.USER)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response start(RequestJson given) {
        RequestJson body = RequestJson.of(given);
        Optional<ConnectionId> connection = body.parsed("connectionId", ConnectionId::parse, "The id of a connection.");
        Optional<UUID> organisation = body.parsed("organisationId", Ids::uuid, "The id of an organisation.");
        List<DocumentId> documents = documents(body);
        Optional<Moment> from = Moment.parse("from", body.text("from"), body.wrong());
        Optional<Moment> to = Moment.parse("to", body.text("to"), body.wrong());
        boolean includeRetrieved = body.flag("includeRetrieved", false);
        boolean dryRun = body.flag("dryRun", false);
        body.done();
        Reoffering.Request request =
                new Reoffering.Request(connection, organisation, documents, from, to, includeRetrieved);
        if (dryRun) {
            return Response.ok(view(reoffering.dryRun(caller.actor(), request))).build();
        }
        ReofferRun run = reoffering.start(caller.actor(), request);
        return Response.accepted(view(run))
                .location(URI.create("portal/v1/reoffers/" + run.id()))
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.USER)
    public JsonObject get(@PathParam("id") String id) {
        return view(reoffering.find(caller.actor(), Ids.reoffer(id)));
    }

    /** Of an organisation, newest first. */
    @GET
    @RolesAllowed(Roles.USER)
    public JsonObject list(
            @QueryParam("organisationId") String organisationId,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        UUID organisation = Optional.ofNullable(organisationId)
                .flatMap(Ids::uuid)
                .orElseThrow(() -> new InvalidInput("organisationId", "The id of an organisation."));
        return Answer.page(
                following.of(caller.actor(), organisation, Optional.ofNullable(after), QueryNumbers.limit(limit)),
                ReoffersResource::view);
    }

    /** What became of each document, or of each queue where everything unretrieved was re-offered. */
    @GET
    @Path("/{id}/items")
    @RolesAllowed(Roles.USER)
    public JsonObject items(
            @PathParam("id") String id,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        return Answer.page(
                following.items(caller.actor(), Ids.reoffer(id), Optional.ofNullable(after), QueryNumbers.limit(limit)),
                ReoffersResource::item);
    }

    @POST
    @Path("/{id}/stop")
    @RolesAllowed(Roles.USER)
    public JsonObject stop(@PathParam("id") String id) {
        return view(following.stop(caller.actor(), Ids.reoffer(id)));
    }

    private static JsonObject item(ReofferHistory.Item item) {
        return new Answer()
                .with("documentId", item.document())
                .with("number", item.number())
                .with("connectionId", item.connection())
                .with("direction", item.direction() == Direction.PURCHASE ? "purchase" : "sales")
                .with("outcome", item.outcome())
                .with(
                        "documents",
                        item.documents().isPresent() ? item.documents().getAsInt() : null)
                .json();
    }

    private static List<DocumentId> documents(RequestJson given) {
        RequestJson body = RequestJson.of(given);
        List<String> texts = body.texts("documentIds");
        List<DocumentId> documents = new ArrayList<>();
        if (texts != null) {
            body.wrong().require(!texts.isEmpty(), "documentIds", "At least one id, or leave it out.");
            for (int i = 0; i < texts.size(); i++) {
                try {
                    documents.add(DocumentId.parse(texts.get(i)));
                } catch (InvalidInput notAnId) {
                    body.wrong().require(false, "documentIds[" + i + "]", "Not a document id.");
                }
            }
        }
        return documents;
    }

    private static JsonObject view(Reoffers.Foreseen foreseen) {
        return new Answer()
                .with("total", foreseen.total())
                .with("offered", foreseen.offered())
                .with("skipped", skipped(foreseen.skipped()))
                .json();
    }

    private static JsonObject skipped(Map<ReofferRun.SkipReason, Long> skipped) {
        Answer answer = new Answer();
        skipped.forEach((reason, count) -> answer.with(reason.word(), count));
        return answer.json();
    }

    private static JsonObject view(ReofferRun run) {
        return new Answer()
                .with("id", run.id())
                .with("state", run.state().word())
                .with("total", run.total())
                .with("done", run.done())
                .with("offered", run.offered())
                .with("failed", run.failed())
                .with("remaining", run.remaining())
                .with("rate", rate(run))
                .with("skipped", skipped(run.skipped()))
                .with("startedOn", run.startedOn())
                .with("endedOn", run.endedOn())
                .json();
    }

    /** Documents a second since the start, with one decimal. */
    private static BigDecimal rate(ReofferRun run) {
        return BigDecimal.valueOf(run.rate(Instant.now())).setScale(1, RoundingMode.HALF_UP);
    }
}
