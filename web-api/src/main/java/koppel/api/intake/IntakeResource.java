package koppel.api.intake;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.api.security.BasicCredentials;
import koppel.api.security.BodySize;
import koppel.api.security.Callers;
import koppel.api.security.RequestsAtOnce;
import koppel.api.security.TakesAtMost;
import koppel.api.vendor.Findings;
import koppel.connection.FailedAttempts;
import koppel.connection.TooManyAttempts;
import koppel.document.AccessPoint;
import koppel.document.Document;
import koppel.document.ReceivingFromNetwork;
import koppel.document.ReceivingFromNetwork.Outcome;
import koppel.document.SpooledContent;
import koppel.organisation.PartyId;
import koppel.shared.InvalidInput;

/** A Peppol access point hands in a document. */
@Path("/documents")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class IntakeResource {

    private static final String MESSAGE_ID = "X-Message-Id";
    private static final int LONGEST_MESSAGE_ID = 200;

    @Inject
    private ReceivingFromNetwork receiving;

    @Inject
    private FailedAttempts attempts;

    @Inject
    private RequestsAtOnce atOnce;

    @Context
    private HttpServletRequest servletRequest;

    @POST
    @PermitAll
    @TakesAtMost(BodySize.DOCUMENT)
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.APPLICATION_OCTET_STREAM})
    public Response receive(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(MESSAGE_ID) String messageId,
            @QueryParam("receiverId") String receiverId,
            InputStream body)
            throws IOException {
        BasicCredentials given = BasicCredentials.parse(authorization).orElseThrow(IntakeResource::unauthenticated);
        AccessPoint from =
                receiving.authenticate(given.name(), given.password()).orElseThrow(this::guessed);
        atOnce.by("access point " + from.id(), "with these credentials", servletRequest);
        String message = messageId(messageId);
        Optional<PartyId> receiver =
                Optional.ofNullable(receiverId).filter(text -> !text.isBlank()).map(IntakeResource::receiver);
        try (SpooledContent content = SpooledContent.of(body)) {
            return answer(receiving.receive(from, message, receiver, content));
        }
    }

    private RuntimeException guessed() {
        return attempts.failed("access point", Callers.of(servletRequest).address())
                .<RuntimeException>map(TooManyAttempts::new)
                .orElseGet(IntakeResource::unauthenticated);
    }

    private static ProblemException unauthenticated() {
        return new ProblemException(
                Problem.of(ProblemType.UNAUTHENTICATED, "Give the client id and secret of an access point."));
    }

    private static String messageId(String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST_MESSAGE_ID) {
            throw new InvalidInput(
                    MESSAGE_ID, "The transport message's id, between 1 and " + LONGEST_MESSAGE_ID + " characters.");
        }
        return text.strip();
    }

    private static PartyId receiver(String text) {
        try {
            return PartyId.parse(text);
        } catch (InvalidInput malformed) {
            throw new InvalidInput("receiverId", malformed.getMessage());
        }
    }

    private static Response answer(Outcome outcome) {
        if (outcome instanceof Outcome.Received received) {
            Document document = received.document();
            return Response.status(Response.Status.CREATED)
                    .entity(new Answer()
                            .with("id", document.id())
                            .with("duplicateOf", document.duplicateOf())
                            .with("valid", document.valid())
                            .json())
                    .build();
        }
        if (outcome instanceof Outcome.Repeated repeated) {
            // not a conflict: the network repeats what it got no answer to, and asks for nothing but the same answer
            return Response.ok(new Answer().with("id", repeated.first()).json()).build();
        }
        throw new ProblemException(problem(outcome));
    }

    private static Problem problem(Outcome outcome) {
        if (outcome instanceof Outcome.Unreadable unreadable) {
            return Findings.problem(unreadable.verdict().findings());
        }
        if (outcome instanceof Outcome.OtherReceiver) {
            return Problem.of(ProblemType.RECEIVER_OTHER, "The buyer's endpoint id is not the receiverId.");
        }
        return Problem.of(ProblemType.RECEIVER_UNKNOWN, "No organisation is reachable under the buyer's endpoint id.");
    }
}
