package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import koppel.organisation.Memberships;
import koppel.shared.NotFound;
import koppel.user.Actor;

/** A member looks at an organisation's connections. */
@Singleton
public class ViewingConnections {

    private final Memberships memberships;
    private final Connections connections;
    private final KeyUses uses;

    @Inject
    public ViewingConnections(Memberships memberships, Connections connections, KeyUses uses) {
        this.uses = uses;
        this.memberships = memberships;
        this.connections = connections;
    }

    /** @throws NotFound also when the person is no member of its organisation, and when it was deleted */
    @Transactional
    public Connections.Overview one(Actor actor, ConnectionId id) {
        return connections.overview(id, actor.id()).orElseThrow(() -> new NotFound("connection"));
    }

    @Transactional
    public List<Connections.Overview> of(Actor actor, UUID organisation) {
        return connections.overviews(memberships.asMember(actor, organisation).id());
    }

    /** From where the connection's keys were used, and tried in vain. */
    @Transactional
    public List<KeyUses.Use> uses(Actor actor, ConnectionId id) {
        one(actor, id);
        return uses.of(id);
    }
}
