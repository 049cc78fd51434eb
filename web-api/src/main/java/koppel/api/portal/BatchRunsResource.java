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
import koppel.api.security.Roles;
import koppel.batchrun.BatchRun;
import koppel.batchrun.OwningJobs;
import koppel.delivery.ReofferJob;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;

/** The runs of the batch jobs, for the operator. */
@Path("/batchRuns")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class BatchRunsResource {

    private static final int MOST = 500;

    @Inject
    private OwningJobs jobs;

    @Inject
    private ReofferJob reofferJob;

    @GET
    @RolesAllowed(Roles.OPERATOR)
    public JsonObject list(@QueryParam("after") String after, @QueryParam("limit") @DefaultValue("50") String limit) {
        int most = QueryNumbers.limit(limit);
        if (most < 1 || most > MOST) {
            throw new InvalidInput("limit", "Between 1 and " + MOST + ".");
        }
        return Answer.page(jobs.list(Optional.ofNullable(after), most), BatchRunsResource::view);
    }

    @POST
    @Path("/{job}")
    @RolesAllowed(Roles.OPERATOR)
    public Response start(@PathParam("job") String job) {
        if (!ReofferJob.NAME.equals(job)) {
            throw new NotFound("job");
        }
        reofferJob.kick();
        return Response.accepted(new Answer().with("job", job).json()).build();
    }

    private static JsonObject view(BatchRun run) {
        return new Answer()
                .with("id", run.id())
                .with("job", run.job())
                .with("state", run.state())
                .with("startedOn", run.startedOn())
                .with("endedOn", run.endedOn())
                .with("done", run.done())
                .with("failed", run.failed())
                .json();
    }
}
