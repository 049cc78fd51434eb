package koppel.api.vendor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
import koppel.api.security.AsksForItself;
import koppel.api.security.BodySize;
import koppel.api.security.TakesAtMost;
import koppel.api.security.VendorApi;
import koppel.document.SendingInvoice;
import koppel.document.SendingInvoice.Outcome;
import koppel.document.SpooledContent;
import koppel.organisation.PartyId;
import koppel.shared.InvalidInput;

/** A software package sends invoices. */
@Path("/{partyId}/salesInvoice/send")
@ApplicationScoped
@VendorApi
@Produces(MediaType.APPLICATION_JSON)
public class SendResource {

    private static final String IDEMPOTENCY_KEY = "X-EConnect-DocumentId";
    private static final int LONGEST_IDEMPOTENCY_KEY = 200;

    @Inject
    private NamedOrganisation named;

    @Inject
    private SendingInvoice sendingInvoice;

    @POST
    @VendorApi
    @AsksForItself
    @TakesAtMost(BodySize.DOCUMENT)
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.APPLICATION_OCTET_STREAM})
    public Response send(
            @PathParam("partyId") String partyId,
            @QueryParam("receiverId") String receiverId,
            @HeaderParam(IDEMPOTENCY_KEY) String idempotencyKey,
            InputStream body)
            throws IOException {
        SendingInvoice.Sender sender = named.sending(partyId);
        if (sender.recent().isEmpty()) {
            // nothing is read from somebody of whom nothing is known
            sender.confirmed();
        }
        try (Message message = read(sender, receiverId, idempotencyKey, body)) {
            return answer(timed(sender, message));
        }
    }

    private Outcome timed(SendingInvoice.Sender sender, Message message) {
        SendEvent event = new SendEvent();
        event.begin();
        try {
            return sendingInvoice.send(sender, message.content(), message.receiver(), message.key());
        } finally {
            event.commit();
        }
    }

    private record Message(SpooledContent content, Optional<PartyId> receiver, Optional<String> key)
            implements AutoCloseable {

        @Override
        public void close() {
            content.close();
        }
    }

    /** To keys that are no longer valid nothing else is told, also where what they sent cannot be read. */
    private static Message read(
            SendingInvoice.Sender sender, String receiverId, String idempotencyKey, InputStream body)
            throws IOException {
        try {
            Optional<PartyId> receiver = receiver(receiverId);
            Optional<String> key = key(idempotencyKey);
            return new Message(SpooledContent.of(body), receiver, key);
        } catch (RuntimeException unreadable) {
            sender.confirmed();
            throw unreadable;
        }
    }

    @POST
    @VendorApi
    @TakesAtMost(BodySize.DOCUMENT)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response send(
            @PathParam("partyId") String partyId,
            @QueryParam("receiverId") String receiverId,
            @HeaderParam(IDEMPOTENCY_KEY) String idempotencyKey,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            InputStream form)
            throws IOException {
        return send(partyId, receiverId, idempotencyKey, FilePart.of(form, type));
    }

    private static Optional<PartyId> receiver(String receiverId) {
        if (receiverId == null || receiverId.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PartyId.parse(receiverId));
        } catch (InvalidInput malformed) {
            throw new InvalidInput("receiverId", malformed.getMessage());
        }
    }

    private static Optional<String> key(String idempotencyKey) {
        Optional<String> key =
                Optional.ofNullable(idempotencyKey).map(String::strip).filter(text -> !text.isEmpty());
        if (key.filter(text -> text.length() > LONGEST_IDEMPOTENCY_KEY).isPresent()) {
            throw new InvalidInput(IDEMPOTENCY_KEY, "At most " + LONGEST_IDEMPOTENCY_KEY + " characters.");
        }
        return key;
    }

    private static Response answer(Outcome outcome) {
        if (outcome instanceof Outcome.Sent sent) {
            return Response.ok(new Answer().with("id", sent.id()).json()).build();
        }
        throw new ProblemException(problem(outcome));
    }

    private static Problem problem(Outcome outcome) {
        if (outcome instanceof Outcome.SentBefore before) {
            return Problem.of(
                            ProblemType.DOCUMENT_SENT_BEFORE,
                            "A document with this " + IDEMPOTENCY_KEY + " was sent before.")
                    .with("id", before.first().toString());
        }
        if (outcome instanceof Outcome.Invalid invalid) {
            return Findings.problem(invalid.verdict().findings());
        }
        if (outcome instanceof Outcome.ForeignSupplier) {
            return Problem.of(
                    ProblemType.SUPPLIER_FOREIGN, "The supplier's endpoint id is not the sending organisation's.");
        }
        if (outcome instanceof Outcome.OtherReceiver) {
            return Problem.of(ProblemType.RECEIVER_OTHER, "The buyer's endpoint id is not the receiverId.");
        }
        if (outcome instanceof Outcome.UnknownReceiver) {
            return Problem.of(
                    ProblemType.RECEIVER_UNKNOWN, "No organisation is reachable under the buyer's endpoint id.");
        }
        return Problem.of(ProblemType.NOT_ALLOWED, "This software package does not send invoices.");
    }
}
