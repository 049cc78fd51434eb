package koppel.api.portal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import koppel.api.json.Answer;
import koppel.api.security.PortalApi;
import koppel.api.security.PortalCaller;
import koppel.api.security.Roles;
import koppel.delivery.Statistics;
import koppel.delivery.ViewingStatistics;
import koppel.shared.InvalidInput;
import koppel.softwarepackage.Direction;

/** How much was received, offered and retrieved on each day. */
@Path("/organisations/{organisationId}/deliveriesPerDay")
@RequestScoped
@PortalApi
@Produces(MediaType.APPLICATION_JSON)
public class DeliveryFiguresResource {

    @Inject
    private PortalCaller caller;

    @Inject
    private ViewingStatistics viewing;

    @GET
    @RolesAllowed(Roles.USER)
    public JsonObject perDay(
            @PathParam("organisationId") String organisationId,
            @QueryParam("box") @DefaultValue("inbox") String box,
            @QueryParam("from") String from,
            @QueryParam("to") String to) {
        Direction direction =
                switch (box) {
                    case "inbox" -> Direction.PURCHASE;
                    case "outbox" -> Direction.SALES;
                    default -> throw new InvalidInput("box", "Either inbox or outbox.");
                };
        return new Answer()
                .with(
                        "items",
                        Answer.list(
                                viewing.perDay(caller.actor(), Ids.organisation(organisationId), direction, from, to),
                                DeliveryFiguresResource::view))
                .json();
    }

    private static JsonObject view(Statistics.Day day) {
        return new Answer()
                .with("day", day.day())
                .with("received", day.received())
                .with("offered", day.offered())
                .with("retrieved", day.retrieved())
                .json();
    }
}
