package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import koppel.organisation.Memberships;
import koppel.organisation.Organisation;
import koppel.shared.NotFound;
import koppel.user.Actor;

/** A member looks at an organisation's connections, and at those of others that serve it. */
@Singleton
public class ViewingConnections {

    private final Memberships memberships;
    private final Connections connections;
    private final ServingConnections serving;
    private final KeyUses uses;

    @Inject
    public ViewingConnections(
            Memberships memberships, Connections connections, ServingConnections serving, KeyUses uses) {
        this.uses = uses;
        this.memberships = memberships;
        this.connections = connections;
        this.serving = serving;
    }

    /** What somebody sees: a connection of their own organisation, or one that serves it. */
    public sealed interface Seen {

        record Own(Connections.Overview overview) implements Seen {}

        record OfAnother(ServingConnections.Serving serving) implements Seen {}
    }

    /** @throws NotFound also when the person is no member of its organisation, and when it was deleted */
    @Transactional
    public Connections.Overview one(Actor actor, ConnectionId id) {
        return connections.overview(id, actor.id()).orElseThrow(() -> new NotFound("connection"));
    }

    /** @throws NotFound also when the person is no member of any organisation that it serves, and when it was deleted */
    @Transactional
    public Seen see(Actor actor, ConnectionId id) {
        return connections
                .overview(id, actor.id())
                .<Seen>map(Seen.Own::new)
                .or(() -> serving.ofMember(id, actor.id()).map(Seen.OfAnother::new))
                .orElseThrow(() -> new NotFound("connection"));
    }

    /** The organisation's own, then those of others that serve it; each newest first. */
    @Transactional
    public List<Seen> of(Actor actor, UUID organisationId) {
        Organisation organisation = memberships.asMember(actor, organisationId);
        return Stream.<Seen>concat(
                        connections.overviews(organisation.id()).stream().map(Seen.Own::new),
                        serving.of(organisation.id()).stream().map(Seen.OfAnother::new))
                .toList();
    }

    /**
     * The connection's sets of keys, the newest first.
     *
     * @throws NotFound also when the person is no member of its organisation, and when it was deleted
     */
    @Transactional
    public List<Connections.KeySetFacts> keySets(Actor actor, ConnectionId id) {
        return connections
                .ofMember(id, actor.id())
                .filter(connection -> !(connection instanceof DeletedConnection))
                .map(connections::keySets)
                .orElseThrow(() -> new NotFound("connection"));
    }

    /** From where the connection's keys were used, and tried in vain. */
    @Transactional
    public List<KeyUses.Use> uses(Actor actor, ConnectionId id) {
        one(actor, id);
        return uses.of(id);
    }
}
