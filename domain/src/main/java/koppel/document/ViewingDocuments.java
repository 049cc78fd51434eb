package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import koppel.organisation.Memberships;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.softwarepackage.Direction;
import koppel.user.Actor;

/** A member looks at an organisation's inbox and outbox. */
@Singleton
public class ViewingDocuments {

    private static final int MOST = 500;

    private final Memberships memberships;
    private final Documents documents;
    private final Clock clock;

    @Inject
    public ViewingDocuments(Memberships memberships, Documents documents, Clock clock) {
        this.memberships = memberships;
        this.documents = documents;
        this.clock = clock;
    }

    /** @param state one of the words of {@link DocumentState}, or null for all */
    @Transactional
    public Page<BoxEntry> box(
            Actor actor, UUID organisation, Direction direction, String state, Optional<String> after, int limit) {
        Optional<DocumentState> wanted = Optional.ofNullable(state).flatMap(DocumentState::ofWord);
        InvalidInput.Collector wrong = new InvalidInput.Collector();
        wrong.require(state == null || wanted.isPresent(), "state", "Not a state of a document.");
        wrong.require(limit >= 1 && limit <= MOST, "limit", "Between 1 and " + MOST + ".");
        wrong.throwIfAny();
        return documents.box(
                memberships.asMember(actor, organisation).id(), direction, wanted, after, limit, clock.now());
    }

    /**
     * What the rules said about a document when it entered.
     *
     * @throws NotFound for a document that is not in this box
     */
    @Transactional
    public Verdict findings(Actor actor, UUID organisation, Direction direction, DocumentId id) {
        OrganisationId owner = memberships.asMember(actor, organisation).id();
        Document document = documents.byId(owner, direction, id).orElseThrow(() -> new NotFound("document"));
        return new Verdict(document.ruleSet().orElse(Verdict.NO_RULES), documents.findings(owner, id));
    }
}
