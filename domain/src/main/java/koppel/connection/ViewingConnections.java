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

    @Inject
    public ViewingConnections(Memberships memberships, Connections connections) {
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
}
