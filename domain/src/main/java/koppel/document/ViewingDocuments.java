package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.organisation.Calendars;
import koppel.organisation.Memberships;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.Moment;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.softwarepackage.Direction;
import koppel.user.Actor;

/** A member looks at an organisation's inbox and outbox. */
@Singleton
public class ViewingDocuments {

    private static final int MOST = 500;
    private static final int LONGEST_SEARCH = 100;

    private final Memberships memberships;
    private final Boxes boxes;
    private final Documents documents;
    private final Calendars calendars;
    private final Clock clock;

    @Inject
    public ViewingDocuments(
            Memberships memberships, Boxes boxes, Documents documents, Calendars calendars, Clock clock) {
        this.memberships = memberships;
        this.boxes = boxes;
        this.documents = documents;
        this.calendars = calendars;
        this.clock = clock;
    }

    /**
     * What a person asks for, as it was written; null asks for nothing.
     *
     * @param state one of the words of {@link DocumentState}
     * @param from a date in the environment's zone, or a time
     * @param to a date, which is included, or a time, which is not
     */
    public record Query(String state, String search, String from, String to, String connection) {

        public static Query ofState(String state) {
            return new Query(state, null, null, null, null);
        }
    }

    /** @throws InvalidInput for what cannot be understood */
    @Transactional
    public Page<BoxEntry> box(
            Actor actor, UUID organisation, Direction direction, Query query, Optional<String> after, int limit) {
        OrganisationId own = memberships.asMember(actor, organisation).id();
        Boxes.Filter filter = filter(query, own, limit);
        return boxes.page(own, direction, filter, after, limit, clock.now());
    }

    private Boxes.Filter filter(Query query, OrganisationId organisation, int limit) {
        Optional<DocumentState> state = Optional.ofNullable(query.state()).flatMap(DocumentState::ofWord);
        Optional<String> search =
                Optional.ofNullable(query.search()).map(String::strip).filter(text -> !text.isEmpty());
        Optional<ConnectionId> connection =
                Optional.ofNullable(query.connection()).flatMap(ConnectionId::parse);
        InvalidInput.Collector wrong = new InvalidInput.Collector();
        Optional<Moment> from = Moment.parse("from", query.from(), wrong);
        Optional<Moment> to = Moment.parse("to", query.to(), wrong);
        wrong.require(query.state() == null || state.isPresent(), "state", "Not a state of a document.");
        wrong.require(
                search.filter(text -> text.length() > LONGEST_SEARCH).isEmpty(),
                "search",
                "At most " + LONGEST_SEARCH + " characters.");
        wrong.require(query.connection() == null || connection.isPresent(), "connectionId", "The id of a connection.");
        wrong.require(limit >= 1 && limit <= MOST, "limit", "Between 1 and " + MOST + ".");
        wrong.throwIfAny();
        ZoneId zone = from.isEmpty() && to.isEmpty() ? ZoneOffset.UTC : calendars.zone(organisation);
        return new Boxes.Filter(
                state,
                search,
                from.map(moment -> moment.beginning(zone)),
                to.map(moment -> moment.end(zone)),
                connection);
    }

    /**
     * What the rules said about a document when it entered.
     *
     * @throws NotFound for a document that is not in this box
     */
    @Transactional
    public Verdict findings(Actor actor, UUID organisation, Direction direction, DocumentId id) {
        OrganisationId owner = memberships.asMember(actor, organisation).id();
        return documents.byId(owner, direction, id).map(documents::verdict).orElseThrow(() -> new NotFound("document"));
    }
}
