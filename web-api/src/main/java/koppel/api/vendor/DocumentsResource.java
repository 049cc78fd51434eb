package koppel.api.vendor;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.QueryNumbers;
import koppel.api.json.RequestJson;
import koppel.api.security.VendorCaller;
import koppel.connection.KeyHolder;
import koppel.delivery.Offer;
import koppel.delivery.Offers;
import koppel.delivery.RetrievingDocuments;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.organisation.Organisation;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.softwarepackage.Direction;

/** What a software package does with documents that lie ready for it; the same for purchase and sales. */
@Produces(MediaType.APPLICATION_JSON)
public abstract class DocumentsResource {

    @Inject
    private VendorCaller caller;

    @Inject
    private NamedOrganisation named;

    @Inject
    private RetrievingDocuments retrieving;

    private final Direction direction;

    DocumentsResource(Direction direction) {
        this.direction = direction;
    }

    @GET
    @PermitAll
    public JsonObject list(
            @PathParam("partyId") String partyId,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("after") String after) {
        Organisation organisation = named.of(partyId);
        Offers.Listing listing =
                retrieving.list(caller.holder(), organisation.id(), direction, after, QueryNumbers.limit(limit));
        return new Answer()
                .with(
                        "items",
                        listing.items().stream().map(DocumentsResource::item).toList())
                .with("next", listing.next().map(cursor -> cursor.text()))
                .json();
    }

    private static JsonObject item(Offer offer) {
        return new Answer()
                .with("documentId", offer.document())
                .with("offeredOn", offer.offeredOn())
                .with("reason", offer.reoffered() ? "reoffered" : "received")
                .with("sender", offer.sender())
                .with("number", offer.number())
                .with("issueDate", offer.issueDate())
                .with("total", offer.total().value())
                .with("currency", offer.total().currency())
                .with("expiresAt", offer.expiresAt())
                .json();
    }

    /** Whatever is accepted: clients of the Procurement Service Bus accept nothing but JSON, with every call, and expect the document. */
    @GET
    @Path("/{documentId}/download")
    @PermitAll
    @Produces(MediaType.WILDCARD)
    public Response download(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        KeyHolder holder = caller.holder();
        Organisation organisation = named.of(partyId);
        Document document =
                retrieving.beginDownload(holder, organisation.id(), direction, NamedOrganisation.document(documentId));
        StreamingOutput bytes = output -> {
            Optional<byte[]> part = retrieving.part(organisation.id(), document.id(), 0);
            for (int next = 1; part.isPresent(); next++) {
                output.write(part.get());
                part = retrieving.part(organisation.id(), document.id(), next);
            }
            output.flush();
            retrieving.endDownload(holder, organisation.id(), direction, document.id());
        };
        return Response.ok(bytes, MediaType.APPLICATION_XML)
                .header(HttpHeaders.CONTENT_LENGTH, document.size())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + document.id() + ".xml\"")
                .header("X-EConnect-DocumentId", document.id())
                .build();
    }

    /** Looking is not downloading: it leases and retrieves nothing. */
    @HEAD
    @Path("/{documentId}/download")
    @PermitAll
    @Produces(MediaType.WILDCARD)
    public Response look(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        Organisation organisation = named.of(partyId);
        retrieving.statuses(caller.holder(), organisation.id(), direction, NamedOrganisation.document(documentId));
        return Response.ok().type(MediaType.APPLICATION_XML).build();
    }

    @GET
    @Path("/{documentId}/status")
    @PermitAll
    public JsonArray status(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        Organisation organisation = named.of(partyId);
        return Answer.list(
                retrieving.statuses(
                        caller.holder(), organisation.id(), direction, NamedOrganisation.document(documentId)),
                status -> new Answer()
                        .with("id", String.valueOf(status.id()))
                        .with("name", status.name())
                        .with("description", status.description())
                        .with("createdOn", status.createdOn())
                        .json());
    }

    @POST
    @Path("/{documentId}/acknowledge")
    @PermitAll
    public Response acknowledge(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        Organisation organisation = named.of(partyId);
        DocumentId id = NamedOrganisation.document(documentId);
        Offers.Acknowledged outcome = retrieving
                .acknowledge(caller.holder(), organisation.id(), direction, List.of(id))
                .get(id);
        if (outcome == Offers.Acknowledged.NOT_FOUND) {
            throw new NotFound("document");
        }
        return Response.noContent().build();
    }

    @POST
    @Path("/acknowledge")
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonObject acknowledgeMany(@PathParam("partyId") String partyId, RequestJson given) {
        RequestJson body = RequestJson.of(given);
        Organisation organisation = named.of(partyId);
        List<String> texts = body.texts("documentIds");
        if (texts == null) {
            body.wrong().add("documentIds", "A list of document ids is needed.");
        }
        body.done();
        Map<String, Optional<DocumentId>> asked = DocumentIds.parse(texts);
        List<DocumentId> ids =
                asked.values().stream().flatMap(Optional::stream).distinct().toList();
        Map<DocumentId, Offers.Acknowledged> outcomes = ids.isEmpty() && !asked.isEmpty()
                ? Map.of()
                : retrieving.acknowledge(caller.holder(), organisation.id(), direction, ids);
        return new Answer()
                .with("results", Answer.list(asked.entrySet(), one -> new Answer()
                        .with("documentId", one.getKey())
                        .with("outcome", word(one.getValue().map(outcomes::get).orElse(Offers.Acknowledged.NOT_FOUND)))
                        .json()))
                .json();
    }

    private static String word(Offers.Acknowledged outcome) {
        return switch (outcome) {
            case ACKNOWLEDGED -> "acknowledged";
            case ALREADY_ACKNOWLEDGED -> "alreadyAcknowledged";
            case NOT_FOUND -> "notFound";
        };
    }

    @POST
    @Path("/{documentId}/release")
    @PermitAll
    public Response release(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        Organisation organisation = named.of(partyId);
        retrieving.release(caller.holder(), organisation.id(), direction, NamedOrganisation.document(documentId));
        return Response.noContent().build();
    }

    @DELETE
    @Path("/{documentId}")
    @PermitAll
    public Response withdraw(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        Organisation organisation = named.of(partyId);
        retrieving.withdraw(caller.holder(), organisation.id(), direction, NamedOrganisation.document(documentId));
        return Response.noContent().build();
    }

    /** Ids as they were asked for, each once, in their order. */
    private static final class DocumentIds {

        private static final int MOST = 1000;

        static Map<String, Optional<DocumentId>> parse(List<String> texts) {
            if (texts.isEmpty() || texts.size() > MOST) {
                throw new InvalidInput("documentIds", "Between 1 and " + MOST + " ids.");
            }
            Map<String, Optional<DocumentId>> ids = new java.util.LinkedHashMap<>();
            for (String text : texts) {
                ids.computeIfAbsent(text, DocumentIds::tryParse);
            }
            return ids;
        }

        private static Optional<DocumentId> tryParse(String text) {
            try {
                return Optional.of(DocumentId.parse(text));
            } catch (InvalidInput notAnId) {
                return Optional.empty();
            }
        }
    }
}
