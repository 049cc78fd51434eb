package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.QueryNumbers;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.batchrun.BatchRun;
import koppel.batchrun.BatchRunHistory;
import koppel.batchrun.OperatingJobs;
import koppel.batchrun.OwningJobs;
import koppel.delivery.ReofferJob;
import koppel.delivery.StartingEpochs;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.Page;

/** The runs of the batch jobs, for the operator. */
@Path("/batchRuns")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class BatchRunsResource {

    private static final int MOST = 500;

    @Inject
    private PortalCaller caller;

    @Inject
    private OwningJobs jobs;

    @Inject
    private OperatingJobs operating;

    @Inject
    private ReofferJob reofferJob;

    @Inject
    private StartingEpochs epochs;

    @GET
    @RolesAllowed(Roles.OPERATOR)
    public JsonObject list(@QueryParam("after") String after, @QueryParam("limit") @DefaultValue("50") String limit) {
        int most = QueryNumbers.limit(limit);
        if (most < 1 || most > MOST) {
            throw new InvalidInput("limit", "Between 1 and " + MOST + ".");
        }
        return Answer.page(jobs.list(Optional.ofNullable(after), most), BatchRunsResource::view);
    }

    /** A run with a page of what it did. */
    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    public JsonObject get(
            @PathParam("id") String id,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        BatchRun run = operating.find(Ids.run(id));
        Page<BatchRunHistory.Item> items =
                operating.items(run.id(), Optional.ofNullable(after), QueryNumbers.limit(limit));
        return answer(run)
                .with(
                        "items",
                        items.items().stream().map(BatchRunsResource::item).toList())
                .with("next", items.next())
                .json();
    }

    @POST
    @Path("/{job}")
    @RolesAllowed(Roles.OPERATOR)
    public Response start(@PathParam("job") String job) {
        if (!ReofferJob.NAME.equals(job)) {
            throw new NotFound("job");
        }
        return kicked();
    }

    @POST
    @Path("/{id}/stop")
    @RolesAllowed(Roles.OPERATOR)
    public JsonObject stop(@PathParam("id") String id) {
        return view(operating.stop(caller.actor(), Ids.run(id)));
    }

    /** A new run, since what is left is in the tables and not in the old one. */
    @POST
    @Path("/{id}/restart")
    @RolesAllowed(Roles.OPERATOR)
    public Response restart(@PathParam("id") String id) {
        operating.requireEnded(Ids.run(id));
        return kicked();
    }

    private Response kicked() {
        operating.asked(caller.actor(), ReofferJob.NAME);
        epochs.waitNoLonger();
        reofferJob.kick();
        return Response.accepted(new Answer().with("job", ReofferJob.NAME).json())
                .build();
    }

    private static JsonObject view(BatchRun run) {
        return answer(run).json();
    }

    private static Answer answer(BatchRun run) {
        return new Answer()
                .with("id", run.id())
                .with("job", run.job())
                .with("state", run.state())
                .with("startedOn", run.startedOn())
                .with("endedOn", run.endedOn())
                .with("done", run.done())
                .with("failed", run.failed());
    }

    private static JsonObject item(BatchRunHistory.Item item) {
        return new Answer()
                .with("organisationId", item.organisation())
                .with("connectionId", item.connection())
                .with("outcome", item.outcome())
                .with("offered", item.offered())
                .with("message", item.message())
                .with("at", item.at())
                .json();
    }
}
