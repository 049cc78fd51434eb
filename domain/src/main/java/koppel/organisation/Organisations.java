package koppel.organisation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.shared.OrganisationId;
import koppel.user.UserId;

/** Port: the organisations, their party ids and members. */
public interface Organisations {

    /** An organisation as one of its members sees it. */
    record Membership(Organisation organisation, Role role) {}

    /**
     * Adds an organisation with its creator as administrator, and the delivery queues in which its documents wait.
     *
     * @param confirmed whether its party ids are its own beyond doubt; else they wait for the operator
     * @throws koppel.shared.WrongState {@code party-id-taken} when a party id belongs to an organisation already; decided by the
     *     unique index, so also when two are created at once
     */
    Organisation add(
            UUID publicId,
            int environment,
            String country,
            String name,
            List<PartyId> partyIds,
            boolean confirmed,
            UserId creator);

    /** The organisation with this public id if the person is a member of it. */
    Optional<Membership> ofMember(UUID publicId, UserId member);

    List<Membership> ofMember(UserId member);

    /** The organisation that an active party id belongs to. */
    Optional<Organisation> ofParty(PartyId party);

    Optional<Organisation> byId(OrganisationId id);
}
