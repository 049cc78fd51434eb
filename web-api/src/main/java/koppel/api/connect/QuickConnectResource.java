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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import koppel.api.connect.PresentedKeys.Presented;
import koppel.api.json.AdministrationViews;
import koppel.api.json.Answer;
import koppel.api.json.QuickConnectWishes;
import koppel.api.json.RequestJson;
import koppel.api.security.BodySize;
import koppel.api.security.Callers;
import koppel.api.security.TakesAtMost;
import koppel.connection.Connections;
import koppel.connection.QuickConnectWish;
import koppel.connection.QuickConnecting;
import koppel.connection.Services;
import koppel.connection.quickconnect.PastedKeys;
import koppel.softwarepackage.SoftwarePackage;
import koppel.user.EmailAddress;

/** The Quick Connect window with the pasted keys alone. They come in the body of a POST, never in an address, and are never kept. */
@Path("/v1/quickConnect")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class QuickConnectResource {

    @Inject
    private PresentedKeys presentedKeys;

    @Inject
    private QuickConnecting quickConnecting;

    @Inject
    private Services services;

    @Context
    private HttpServletRequest servletRequest;

    /** Checks what was pasted, and tells whose connection it is. */
    @POST
    @Path("/check")
    @PermitAll
    @TakesAtMost(BodySize.WITHOUT_CREDENTIALS)
    public Response check(RequestJson given) {
        return answer(view(presented(given)));
    }

    @POST
    @Path("/administrations")
    @PermitAll
    @TakesAtMost(BodySize.WITHOUT_CREDENTIALS)
    public Response administrations(RequestJson given) {
        Presented presented = presented(given);
        return answer(AdministrationViews.list(
                quickConnecting.administrations(presented.holder(), presented.organisation())));
    }

    /** All of it, or nothing. */
    @POST
    @Path("/apply")
    @PermitAll
    @TakesAtMost(BodySize.WITHOUT_CREDENTIALS)
    public Response apply(RequestJson given) {
        RequestJson body = RequestJson.of(given);
        Optional<PastedKeys.Pasted> keys = presentedKeys.read(body);
        QuickConnectWish wish = QuickConnectWishes.of(
                body, PresentedKeys.email(body).map(EmailAddress::value).orElse(null));
        wish.checkForm(body.wrong());
        body.done();
        Presented presented = presentedKeys.check(keys.orElseThrow(), Callers.of(servletRequest));
        quickConnecting.apply(presented.holder(), Callers.of(servletRequest), presented.organisation(), wish);
        return answer(view(presented));
    }

    private Presented presented(RequestJson given) {
        return presentedKeys.of(RequestJson.of(given), Callers.of(servletRequest));
    }

    private JsonObject view(Presented presented) {
        SoftwarePackage softwarePackage = presented.holder().softwarePackage();
        Connections.Service service = services.of(
                        presented.holder().connection(),
                        presented.organisation().id())
                .orElseThrow();
        return new Answer()
                .with("id", presented.holder().connection())
                .with("name", presented.holder().connectionName())
                .with("state", "active")
                .with("generation", presented.holder().generation())
                .with("softwarePackage", softwarePackage.id())
                .with("softwarePackageName", softwarePackage.name())
                .with("quickConnect", softwarePackage.quickConnect())
                .with("canProcessSalesInvoices", softwarePackage.directions().sales())
                .with("organisation", presented.organisation().name())
                .with("companyId", presented.organisation().companyId())
                .with("administration", service.administration())
                .with("startDate", service.startDate())
                .with("salesInvoices", service.salesInvoices())
                .with("email", presented.email())
                .json();
    }

    private static Response answer(JsonObject json) {
        return Response.ok(json).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
