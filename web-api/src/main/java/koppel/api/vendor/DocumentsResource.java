package koppel.api.vendor;

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
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import koppel.api.json.Answer;
import koppel.api.json.JsonText;
import koppel.api.json.QueryNumbers;
import koppel.api.json.RequestJson;
import koppel.api.security.AsksForItself;
import koppel.api.security.VendorApi;
import koppel.api.security.VendorCaller;
import koppel.connection.KeyHolder;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.RetrievingDirectly;
import koppel.delivery.RetrievingDocuments;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.organisation.Organisation;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
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

    @Inject
    private RetrievingDirectly directly;

    private final Direction direction;

    DocumentsResource(Direction direction) {
        this.direction = direction;
    }

    @GET
    @VendorApi
    @AsksForItself
    public String list(
            @PathParam("partyId") String partyId,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("after") String after) {
        Offers.Listing listing = caller.recent()
                .flatMap(recent -> QueryNumbers.maybe(limit)
                        .flatMap(most -> directly.list(recent, partyId, direction, after, most)))
                .orElseGet(() -> list(named.of(partyId), after, QueryNumbers.limit(limit)));
        JsonText page =
                new JsonText(100 + ITEM * listing.items().size()).begin().beginList("items");
        listing.items().forEach(offer -> item(offer, page));
        return page.endList()
                .with("next", listing.next().map(OfferCursor::text).orElse(null))
                .end()
                .text();
    }

    private Offers.Listing list(Organisation organisation, String after, int limit) {
        return retrieving.list(caller.holder(), organisation.id(), direction, after, limit);
    }

    /** About as many characters as an item has. */
    private static final int ITEM = 320;

    private static void item(Offer offer, JsonText page) {
        page.begin()
                .with("documentId", offer.document())
                .with("offeredOn", offer.offeredOn())
                .with("reason", offer.reoffered() ? "reoffered" : "received")
                .with("sender", offer.sender())
                .with("number", offer.number())
                .with("issueDate", offer.issueDate())
                .with("total", offer.total().value())
                .with("currency", offer.total().currency())
                .with("expiresAt", offer.expiresAt())
                .end();
    }

    /** Whatever is accepted: clients of the Procurement Service Bus accept nothing but JSON, with every call, and expect the document. */
    @GET
    @Path("/{documentId}/download")
    @VendorApi
    @AsksForItself
    @Produces(MediaType.WILDCARD)
    public Response download(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        return caller.recent()
                .flatMap(recent -> NamedOrganisation.maybeDocument(documentId)
                        .flatMap(id -> directly.beginDownload(recent, partyId, direction, id))
                        .map(opened -> xml(opened.document(), opened.size(), output -> {
                            output.write(opened.firstPart());
                            if (opened.firstPart().length < opened.size()) {
                                writeFrom(1, opened.organisation(), opened.document(), output);
                            }
                            output.flush();
                            directly.retrieve(recent, partyId, direction, List.of(opened.document()));
                        })))
                .orElseGet(() -> download(named.of(partyId), documentId));
    }

    private Response download(Organisation named, String documentId) {
        KeyHolder holder = caller.holder();
        OrganisationId organisation = named.id();
        Document document =
                retrieving.beginDownload(holder, organisation, direction, NamedOrganisation.document(documentId));
        return xml(document.id(), document.size(), output -> {
            writeFrom(0, organisation, document.id(), output);
            output.flush();
            retrieving.endDownload(holder, organisation, direction, document.id());
        });
    }

    private void writeFrom(int first, OrganisationId organisation, DocumentId document, OutputStream output)
            throws IOException {
        Optional<byte[]> part = retrieving.part(organisation, document, first);
        for (int next = first + 1; part.isPresent(); next++) {
            output.write(part.get());
            part = retrieving.part(organisation, document, next);
        }
    }

    private static Response xml(DocumentId document, long size, StreamingOutput bytes) {
        return Response.ok(bytes, MediaType.APPLICATION_XML)
                .header(HttpHeaders.CONTENT_LENGTH, size)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + document + ".xml\"")
                .header("X-EConnect-DocumentId", document)
                .build();
    }

    /** Answers as the download would; but looking is not downloading: it leases and retrieves nothing. */
    @HEAD
    @Path("/{documentId}/download")
    @VendorApi
    @AsksForItself
    @Produces(MediaType.WILDCARD)
    public Response look(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        Organisation organisation = named.of(partyId);
        retrieving.look(caller.holder(), organisation.id(), direction, NamedOrganisation.document(documentId));
        return Response.ok().type(MediaType.APPLICATION_XML).build();
    }

    @GET
    @Path("/{documentId}/status")
    @VendorApi
    @AsksForItself
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

    @GET
    @Path("/{documentId}/findings")
    @VendorApi
    @AsksForItself
    public JsonObject findings(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        Organisation organisation = named.of(partyId);
        return Findings.verdict(retrieving.findings(
                caller.holder(), organisation.id(), direction, NamedOrganisation.document(documentId)));
    }

    @POST
    @Path("/{documentId}/acknowledge")
    @VendorApi
    @AsksForItself
    public Response acknowledge(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        Optional<DocumentId> asked = NamedOrganisation.maybeDocument(documentId);
        if (asked.isEmpty() || !directly(partyId, List.of(asked.get())).contains(asked.get())) {
            Organisation organisation = named.of(partyId);
            DocumentId id = NamedOrganisation.document(documentId);
            Offers.Acknowledged outcome = retrieving
                    .acknowledge(caller.holder(), organisation.id(), direction, List.of(id))
                    .get(id);
            if (outcome == Offers.Acknowledged.NOT_FOUND) {
                throw new NotFound("document");
            }
        }
        return Response.noContent().build();
    }

    private Set<DocumentId> directly(String partyId, List<DocumentId> ids) {
        return caller.recent()
                .map(recent -> directly.retrieve(recent, partyId, direction, ids))
                .orElse(Set.of());
    }

    @POST
    @Path("/acknowledge")
    @VendorApi
    @AsksForItself
    @Consumes(MediaType.APPLICATION_JSON)
    public String acknowledgeMany(@PathParam("partyId") String partyId, RequestJson given) {
        RequestJson body = RequestJson.of(given);
        Map<String, Optional<DocumentId>> asked = DocumentIds.maybe(body.texts(DocumentIds.NAME));
        List<DocumentId> ids =
                asked.values().stream().flatMap(Optional::stream).distinct().toList();
        Map<DocumentId, Offers.Acknowledged> outcomes = new HashMap<>();
        if (!ids.isEmpty() && body.wrong().isEmpty()) {
            directly(partyId, ids).forEach(id -> outcomes.put(id, Offers.Acknowledged.ACKNOWLEDGED));
        }
        if (ids.isEmpty() || outcomes.size() < ids.size()) {
            Organisation organisation = named.of(partyId);
            DocumentIds.requireSome(body, asked);
            List<DocumentId> others =
                    ids.stream().filter(id -> !outcomes.containsKey(id)).toList();
            if (!others.isEmpty()) {
                outcomes.putAll(retrieving.acknowledge(caller.holder(), organisation.id(), direction, others));
            }
        }
        JsonText results = new JsonText(100 + RESULT * asked.size()).begin().beginList("results");
        asked.forEach((text, id) -> results.begin()
                .with("documentId", text)
                .with("outcome", word(id.map(outcomes::get).orElse(Offers.Acknowledged.NOT_FOUND)))
                .end());
        return results.endList().end().text();
    }

    private static final int RESULT = 90;

    private static String word(Offers.Acknowledged outcome) {
        return switch (outcome) {
            case ACKNOWLEDGED -> "acknowledged";
            case ALREADY_ACKNOWLEDGED -> "alreadyAcknowledged";
            case NOT_FOUND -> "notFound";
        };
    }

    @POST
    @Path("/{documentId}/release")
    @VendorApi
    @AsksForItself
    public Response release(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        Organisation organisation = named.of(partyId);
        retrieving.release(caller.holder(), organisation.id(), direction, NamedOrganisation.document(documentId));
        return Response.noContent().build();
    }

    @DELETE
    @Path("/{documentId}")
    @VendorApi
    @AsksForItself
    public Response withdraw(@PathParam("partyId") String partyId, @PathParam("documentId") String documentId) {
        Organisation organisation = named.of(partyId);
        retrieving.withdraw(caller.holder(), organisation.id(), direction, NamedOrganisation.document(documentId));
        return Response.noContent().build();
    }
}
