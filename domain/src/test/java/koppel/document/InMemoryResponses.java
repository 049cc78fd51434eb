package koppel.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.shared.OrganisationId;

/** Responses, in memory. */
public final class InMemoryResponses implements Responses {

    private final Map<Key, List<Given>> given = new HashMap<>();

    private record Key(OrganisationId organisation, DocumentId document) {}

    @Override
    public Optional<Given> newest(OrganisationId receiver, DocumentId received) {
        List<Given> all = given.getOrDefault(new Key(receiver, received), List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    @Override
    public void add(OrganisationId receiver, DocumentId received, Given one, ConnectionId by, Instant at) {
        given.computeIfAbsent(new Key(receiver, received), none -> new ArrayList<>())
                .add(one);
    }
}
