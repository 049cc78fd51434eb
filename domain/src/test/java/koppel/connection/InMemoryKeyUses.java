package koppel.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koppel.shared.OrganisationId;

/** Every use, one entry each. */
public final class InMemoryKeyUses implements KeyUses {

    private record Noted(ConnectionId connection, Use use) {}

    private final List<Noted> noted = new ArrayList<>();

    @Override
    public void used(ConnectionId connection, OrganisationId owner, int generation, Caller caller, Instant at) {
        noted.add(new Noted(
                connection,
                new Use(
                        generation,
                        caller.address(),
                        caller.agent(),
                        Optional.of(at),
                        Optional.of(at),
                        0,
                        Optional.empty())));
    }

    @Override
    public void failed(ConnectionId connection, OrganisationId owner, int generation, Caller caller, Instant at) {
        noted.add(new Noted(
                connection,
                new Use(
                        generation,
                        caller.address(),
                        caller.agent(),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        Optional.of(at))));
    }

    @Override
    public List<Use> of(ConnectionId connection) {
        return noted.stream()
                .filter(one -> one.connection().equals(connection))
                .map(Noted::use)
                .toList();
    }
}
