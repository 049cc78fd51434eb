package koppel.api.connect;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import koppel.api.json.Answer;
import koppel.api.json.IssuedKeysViews;
import koppel.api.json.RequestJson;
import koppel.api.security.BodySize;
import koppel.api.security.Callers;
import koppel.api.security.TakesAtMost;
import koppel.connection.HandingOver;
import koppel.connection.IssuedConnection;

/** Whoever has a hand-over link makes the keys with it, and sees them once. A GET would be redeemed by whatever looks at links. */
@Path("/v1/handover")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class HandoverResource {

    @Inject
    private HandingOver handingOver;

    @Context
    private HttpServletRequest servletRequest;

    @POST
    @PermitAll
    @TakesAtMost(BodySize.WITHOUT_CREDENTIALS)
    public Response redeem(RequestJson given) {
        RequestJson body = RequestJson.of(given);
        String token = body.text("token");
        body.wrong().require(token != null, "token", "What stands behind the # of the link.");
        body.done();
        IssuedConnection issued = handingOver.redeem(token, Callers.of(servletRequest));
        return Response.status(Response.Status.CREATED)
                .entity(IssuedKeysViews.with(
                                new Answer()
                                        .with("id", issued.connection().id())
                                        .with(
                                                "name",
                                                issued.connection().facts().name())
                                        .with(
                                                "softwarePackage",
                                                issued.connection().facts().softwarePackage())
                                        .with("generation", issued.connection().generation())
                                        .with(
                                                "organisation",
                                                issued.organisation().name()),
                                issued)
                        .json())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
