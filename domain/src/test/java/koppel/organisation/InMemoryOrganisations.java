package koppel.organisation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.shared.OrganisationId;
import koppel.shared.WrongState;
import koppel.user.UserId;

/** Organisations with their members; a party id belongs to one of them. */
public final class InMemoryOrganisations implements Organisations {

    private record Member(OrganisationId organisation, UserId user, Role role) {}

    private final List<Organisation> organisations = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();

    @Override
    public Organisation add(
            UUID publicId,
            int environment,
            String country,
            String name,
            List<PartyId> partyIds,
            boolean confirmed,
            UserId creator) {
        if (partyIds.stream().anyMatch(party -> ofParty(party).isPresent())) {
            throw new WrongState("party-id-taken", "A party id belongs to an organisation already.");
        }
        int number = organisations.size() + 1;
        Organisation added = new Organisation(
                new OrganisationId(number),
                publicId,
                environment,
                CompanyId.of(country, 10_000L + number),
                name,
                confirmed ? partyIds : List.of(),
                confirmed ? List.of() : partyIds,
                Duration.ofDays(365));
        organisations.add(added);
        join(added, creator, Role.ADMINISTRATOR);
        return added;
    }

    public void join(Organisation organisation, UserId user, Role role) {
        members.add(new Member(organisation.id(), user, role));
    }

    /** The person's role there; empty for a stranger. */
    public Optional<Role> roleOf(UserId user, OrganisationId organisation) {
        return members.stream()
                .filter(member ->
                        member.user().equals(user) && member.organisation().equals(organisation))
                .map(Member::role)
                .findFirst();
    }

    @Override
    public Optional<Membership> ofMember(UUID publicId, UserId member) {
        return ofMember(member).stream()
                .filter(membership -> membership.organisation().publicId().equals(publicId))
                .findFirst();
    }

    @Override
    public List<Membership> ofMember(UserId user) {
        return members.stream()
                .filter(member -> member.user().equals(user))
                .map(member -> new Membership(byId(member.organisation()).orElseThrow(), member.role()))
                .toList();
    }

    @Override
    public Optional<Organisation> ofParty(PartyId party) {
        return organisations.stream().filter(one -> one.has(party)).findFirst();
    }

    /** From now on another organisation, or none, is reached under the party id. */
    public void move(PartyId party, Optional<Organisation> to) {
        organisations.replaceAll(one -> {
            List<PartyId> ids = new ArrayList<>(one.partyIds());
            ids.remove(party);
            if (to.filter(other -> other.id().equals(one.id())).isPresent()) {
                ids.add(party);
            }
            return new Organisation(
                    one.id(), one.publicId(), one.environment(), one.companyId(), one.name(), ids, one.retention());
        });
    }

    @Override
    public Optional<Organisation> byId(OrganisationId id) {
        return organisations.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public List<Organisation> all() {
        return List.copyOf(organisations);
    }
}
