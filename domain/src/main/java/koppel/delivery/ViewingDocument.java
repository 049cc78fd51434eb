package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.audit.AuditTrail;
import koppel.delivery.WayEvent.Kind;
import koppel.document.BoxEntry;
import koppel.document.Boxes;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.Documents;
import koppel.organisation.Memberships;
import koppel.organisation.Organisation;
import koppel.shared.Clock;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;
import koppel.user.Actor;

/** A member looks at one document: where it stands, how it came there, and what it says. */
@Singleton
public class ViewingDocument {

    private final Memberships memberships;
    private final Boxes boxes;
    private final Documents documents;
    private final DocumentWays ways;
    private final AuditTrail audit;
    private final Clock clock;

    @Inject
    public ViewingDocument(
            Memberships memberships,
            Boxes boxes,
            Documents documents,
            DocumentWays ways,
            AuditTrail audit,
            Clock clock) {
        this.memberships = memberships;
        this.boxes = boxes;
        this.documents = documents;
        this.ways = ways;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param way oldest first */
    public record Seen(BoxEntry entry, List<WayEvent> way) {

        public Seen {
            way = List.copyOf(way);
        }
    }

    /** @throws NotFound also when the person is no member, and for a document of the other box */
    @Transactional
    public Seen see(Actor actor, UUID organisation, Direction direction, DocumentId id) {
        Instant now = clock.now();
        OrganisationId own = memberships.asMember(actor, organisation).id();
        BoxEntry entry = boxes.entry(own, direction, id, now).orElseThrow(() -> new NotFound("document"));
        List<WayEvent> way = new ArrayList<>(ofItself(entry.document(), now));
        way.addAll(ways.inQueues(own, direction, id, now));
        way.sort(Comparator.comparing(WayEvent::at).thenComparing(WayEvent::kind));
        return new Seen(entry, way);
    }

    private static List<WayEvent> ofItself(Document document, Instant now) {
        List<WayEvent> events = new ArrayList<>();
        events.add(WayEvent.ofDocument(
                document.receivedOn(),
                Kind.RECEIVED,
                Optional.of(document.via().name().toLowerCase(Locale.ROOT)),
                Optional.empty()));
        if (!document.valid()) {
            events.add(WayEvent.ofDocument(document.receivedOn(), Kind.INVALID, document.ruleSet(), Optional.empty()));
        } else if (document.ruleSet().isPresent()) { // else it entered before there were any rules
            events.add(
                    WayEvent.ofDocument(document.receivedOn(), Kind.VALIDATED, document.ruleSet(), Optional.empty()));
        }
        if (document.wasEverHeldBackAsDuplicate()) {
            events.add(WayEvent.ofDocument(
                    document.receivedOn(), Kind.DUPLICATE, Optional.empty(), document.duplicateOf()));
            document.releasedOn()
                    .ifPresent(released -> events.add(
                            WayEvent.ofDocument(released, Kind.ORIGINAL, Optional.empty(), Optional.empty())));
        }
        if (!document.expiresOn().isAfter(now)) {
            events.add(WayEvent.ofDocument(document.expiresOn(), Kind.EXPIRED, Optional.empty(), Optional.empty()));
        }
        return events;
    }

    /**
     * Opens the content for a person, which is on record; a person's look is no retrieval.
     *
     * @throws NotFound also when the person is no member, for a document of the other box, and for an expired one
     */
    @Transactional
    public Document open(Actor actor, UUID organisation, Direction direction, DocumentId id) {
        Organisation own = memberships.asMember(actor, organisation);
        Document document = documents
                .byId(own.id(), direction, id)
                .filter(found -> found.expiresOn().isAfter(clock.now()))
                .orElseThrow(() -> new NotFound("document"));
        audit.record(
                own.id(),
                actor.email(),
                actor.from(),
                AuditTrail.Act.DOCUMENT_VIEWED,
                Optional.empty(),
                Map.of("documentId", id.toString()));
        return document;
    }

    /** One part of the bytes of a document that was opened; empty after the last. */
    @Transactional
    public Optional<byte[]> part(Document opened, int part) {
        return documents.part(opened.organisation(), opened.id(), part);
    }
}
