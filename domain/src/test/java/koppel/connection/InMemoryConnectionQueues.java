package koppel.connection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** Which connections have open queues for which directions, which of them are due, and how much waits in them. */
public final class InMemoryConnectionQueues implements ConnectionQueues {

    private final Map<ConnectionId, Set<Direction>> directions = new HashMap<>();
    private final Set<ConnectionId> open = new HashSet<>();
    private final List<ConnectionId> due = new ArrayList<>();
    private final Map<ConnectionId, Long> waiting = new HashMap<>();

    @Override
    public void connect(
            ActiveConnection connection, OrganisationId organisation, Set<Direction> handled, boolean reoffer) {
        directions.put(connection.id(), Set.copyOf(handled));
        reconnect(connection, reoffer);
    }

    @Override
    public void reconnect(ActiveConnection connection, boolean reoffer) {
        open.add(connection.id());
        if (reoffer) {
            due.add(connection.id());
        }
    }

    @Override
    public long revoke(RevokedConnection connection) {
        open.remove(connection.id());
        due.remove(connection.id());
        return waiting.getOrDefault(connection.id(), 0L);
    }

    @Override
    public void adjust(ActiveConnection connection, OrganisationId organisation, Set<Direction> handled) {
        directions.put(connection.id(), Set.copyOf(handled));
    }

    @Override
    public long disconnect(Connection connection, OrganisationId organisation) {
        directions.remove(connection.id());
        return waiting.getOrDefault(connection.id(), 0L);
    }

    public void put(ConnectionId connection, long documents) {
        waiting.put(connection, documents);
    }

    public Set<Direction> directionsOf(ConnectionId connection) {
        return directions.getOrDefault(connection, Set.of());
    }

    public boolean isOpen(ConnectionId connection) {
        return open.contains(connection);
    }

    public boolean isDue(ConnectionId connection) {
        return due.contains(connection);
    }

    public int count() {
        return directions.size();
    }
}
