package koppel.api.connect;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import koppel.api.json.Answer;
import koppel.api.json.RequestJson;
import koppel.api.security.BodySize;
import koppel.api.security.Callers;
import koppel.api.security.TakesAtMost;
import koppel.connection.ReportingLeaks;

/** Takes a pair of keys that was found in the wild. The answer is the same whether there was anything to revoke. */
@Path("/v1/leaked")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LeakedResource {

    @Inject
    private ReportingLeaks reporting;

    @Context
    private HttpServletRequest servletRequest;

    @POST
    @PermitAll
    @TakesAtMost(BodySize.WITHOUT_CREDENTIALS)
    public Response report(RequestJson given) {
        RequestJson body = RequestJson.of(given);
        String appKey = body.text("appKey");
        String secret = body.text("secret");
        reporting.report(appKey, secret, Callers.of(servletRequest));
        JsonObject thanks = new Answer()
                .with("message", "Thank you. If this pair was valid, it is not any more.")
                .json();
        return Response.accepted(thanks).build();
    }
}
