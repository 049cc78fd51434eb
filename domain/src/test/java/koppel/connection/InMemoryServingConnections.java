package koppel.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.organisation.InMemoryOrganisations;
import koppel.organisation.Role;
import koppel.shared.OrganisationId;
import koppel.user.UserId;

/** Connections as those see them whom they serve beside their owners. */
final class InMemoryServingConnections implements ServingConnections {

    private final InMemoryOrganisations organisations;
    private final List<Serving> all = new ArrayList<>();

    InMemoryServingConnections(InMemoryOrganisations organisations) {
        this.organisations = organisations;
    }

    void put(Serving serving) {
        all.add(serving);
    }

    @Override
    public List<Serving> of(OrganisationId organisation) {
        return all.stream()
                .filter(serving -> serving.further().stream()
                        .anyMatch(one -> one.organisation().id().equals(organisation)))
                .toList();
    }

    @Override
    public Optional<Serving> ofMember(ConnectionId id, UserId member) {
        return all.stream()
                .filter(serving -> serving.connection().id().equals(id)
                        && serving.further().stream().anyMatch(one -> organisations
                                .roleOf(member, one.organisation().id())
                                .isPresent()))
                .findFirst();
    }

    @Override
    public Optional<OrganisationId> ownerFor(UserId administrator, UUID organisation, ConnectionId id) {
        return all.stream()
                .filter(serving -> serving.connection().id().equals(id)
                        && serving.further().stream()
                                .anyMatch(one -> one.organisation().publicId().equals(organisation)
                                        && organisations
                                                .roleOf(
                                                        administrator,
                                                        one.organisation().id())
                                                .filter(Role.ADMINISTRATOR::equals)
                                                .isPresent()))
                .map(serving -> serving.owner().id())
                .findFirst();
    }
}
