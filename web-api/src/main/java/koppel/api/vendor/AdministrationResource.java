package koppel.api.vendor;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import koppel.api.json.Answer;
import koppel.api.json.RequestJson;
import koppel.api.security.AdministrationsApi;
import koppel.api.security.AdministrationsCaller;
import koppel.connection.vendor.PushingAdministrations;

/** A vendor tells of an organisation's administrations in its package. */
@Path("/{partyId}/administration/{code}")
@RequestScoped
@AdministrationsApi
@Produces(MediaType.APPLICATION_JSON)
public class AdministrationResource {

    @Inject
    private AdministrationsCaller caller;

    @Inject
    private PushingAdministrations pushing;

    @PUT
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(@PathParam("partyId") String partyId, @PathParam("code") String code, RequestJson given) {
        RequestJson body = RequestJson.of(given);
        String name = body.text("name");
        List<String> emails = body.texts("emails");
        PushingAdministrations.Pushed pushed =
                pushing.put(caller.vendor(), caller.caller().address(), partyId, code, name, emails, body.wrong());
        return Response.status(pushed.created() ? Response.Status.CREATED : Response.Status.OK)
                .entity(new Answer()
                        .with("code", pushed.administration().code())
                        .with("name", pushed.administration().name())
                        .with("emails", pushed.administration().emails().size())
                        .json())
                .build();
    }

    @DELETE
    @PermitAll
    public Response delete(@PathParam("partyId") String partyId, @PathParam("code") String code) {
        pushing.remove(caller.vendor(), caller.caller().address(), partyId, code);
        return Response.noContent().build();
    }
}
